import { Pause, Play } from 'lucide-react';
import { Button } from '../../components/ui/button.js';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { formatClock } from '../../format/instants.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { dateOf, dayAround, movedBy, onDate, type PastMoment } from './past-moment.js';
import { rates, useTravel } from './use-travel.js';

const rateOptions = rates.map((rate) => ({ value: String(rate), label: `${rate} min/s` }));
const minuteMs = 60_000;

/** Which moment the map shows: a day, the time on it, and whether it runs by itself. */
export function TimeTravelBar({
  moment,
  waiting,
  failed,
  onMove,
}: {
  moment: PastMoment;
  waiting: boolean;
  failed: boolean;
  onMove: (moment: PastMoment) => void;
}) {
  const travel = useTravel({ moment, waiting, failed, onMove: (atMs) => onMove({ ...moment, atMs }) });
  const { atMs } = travel;
  const nowMs = Date.now();
  const day = dayAround(atMs, nowMs, operatorTimeZone);
  const clock = formatClock(atMs, operatorTimeZone).slice(0, 5);
  return (
    <section
      aria-label="Time travel"
      aria-busy={waiting}
      data-testid="time-travel"
      data-at={atMs}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-surface px-3 py-2.5 shadow-card"
    >
      <Button look="primary" size="small" className="h-8 w-20" onClick={travel.toggle}>
        {travel.playing ? <Pause aria-hidden /> : <Play aria-hidden />}
        {travel.playing ? 'Pause' : 'Play'}
      </Button>
      <ChoiceRow
        label="How fast"
        value={String(travel.rate)}
        options={rateOptions}
        onChoose={(value) => travel.setRate(rates.find((rate) => String(rate) === value) ?? 5)}
      />
      <input
        type="date"
        aria-label="Day"
        value={dateOf(atMs, operatorTimeZone)}
        max={dateOf(nowMs, operatorTimeZone)}
        className="h-8 rounded-md border border-line-strong/80 bg-surface px-2 text-sm text-ink"
        onChange={({ target }) => {
          const moved = onDate(atMs, target.value, nowMs, operatorTimeZone);
          if (moved !== null) travel.seek(moved);
        }}
      />
      <label className="flex items-center gap-2 text-xs text-muted">
        <input
          type="checkbox"
          role="switch"
          checked={moment.knownThen}
          className="size-4 accent-accent"
          onChange={({ target }) => onMove({ ...moment, atMs, knownThen: target.checked })}
        />
        As we knew it then
      </label>
      <div className="flex min-w-64 flex-1 basis-full items-center gap-3">
        <output className="w-12 text-base font-semibold tabular-nums">{clock}</output>
        <input
          type="range"
          aria-label="Time of the day"
          aria-valuetext={clock}
          min={0}
          max={(day.toMs - day.fromMs) / minuteMs}
          step={1}
          value={Math.round((atMs - day.fromMs) / minuteMs)}
          className="h-6 flex-1 accent-accent"
          onChange={({ target }) => travel.seek(day.fromMs + target.valueAsNumber * minuteMs)}
          onKeyDown={(event) => {
            const moved = movedBy(event.key, atMs, nowMs);
            if (moved === null) return;
            event.preventDefault();
            travel.seek(moved);
          }}
        />
      </div>
    </section>
  );
}
