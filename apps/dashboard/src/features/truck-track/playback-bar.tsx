import { Pause, Play } from 'lucide-react';
import { Button } from '../../components/ui/button.js';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { formatClock } from '../../format/instants.js';
import { formatAge, formatSpeed } from '../../format/quantities.js';
import { operatorTimeZone } from '../../settings/operator.js';
import type { Moment } from './track.js';
import { rates, type usePlayback } from './use-playback.js';

const rateOptions = rates.map((rate) => ({ value: String(rate), label: `${rate}×` }));

/** Play and pause, how fast, and what the truck did at the instant that is shown. */
export function PlaybackBar({
  playback,
  moment,
}: {
  playback: ReturnType<typeof usePlayback>;
  moment: Moment | null;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
      <Button look="primary" size="small" className="h-8 w-24" onClick={playback.toggle}>
        {playback.playing ? <Pause aria-hidden /> : <Play aria-hidden />}
        {playback.playing ? 'Pause' : 'Play'}
      </Button>
      <ChoiceRow
        label="How fast"
        value={String(playback.rate)}
        options={rateOptions}
        onChoose={(value) => playback.setRate(rates.find((rate) => String(rate) === value) ?? 60)}
      />
      <p
        className="flex flex-wrap items-baseline gap-x-3 text-sm"
        data-testid="moment"
        data-at={Math.round(playback.atMs)}
      >
        <span className="text-base font-semibold">{formatClock(playback.atMs, operatorTimeZone)}</span>
        <MomentInWords moment={moment} />
      </p>
    </div>
  );
}

function MomentInWords({ moment }: { moment: Moment | null }) {
  if (!moment) return <span className="text-muted">Nothing was heard before this</span>;
  const { fix, silentSinceMs } = moment;
  if (silentSinceMs !== null)
    return (
      <span className="text-outdated-text">
        No signal since {formatClock(silentSinceMs, operatorTimeZone)}: shown where it was last seen
      </span>
    );
  return (
    <span className="text-muted">
      <span className="font-medium text-ink">{formatSpeed(fix.speedKmh)}</span> · by {fix.channel}, received{' '}
      {formatAge(Math.max(0, fix.lagSeconds))} after the fix
      {fix.late && ', later than a newer one'}
    </span>
  );
}
