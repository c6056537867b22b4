import type { DataQuality } from '@watch-tower/contracts';
import type { ReactNode } from 'react';
import { Awaited } from '../../components/ui/notice.js';
import { formatShare, formatSpan } from './quality-words.js';

/** The figures of all fixes in the window; each says what it is. */
export function Figures({ quality }: { quality: DataQuality | null }) {
  const share = (part: number): string | null => quality && formatShare(part, quality.fixes);
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line shadow-xs lg:grid-cols-4">
      <Figure name="Fixes" definition="Positions that count, whose device time is in the window">
        {quality && quality.fixes.toLocaleString('en-GB')}
      </Figure>
      <Figure
        name="Lag, median"
        definition="From the time of the device to our receipt; half of the fixes were faster"
      >
        {quality && <Lag seconds={quality.lagP50Seconds} />}
      </Figure>
      <Figure
        name="Lag, p95"
        definition="Nineteen of twenty fixes were here within this time"
        aside={quality && quality.fixes > 0 && 'real trucks: up to 8 min'}
      >
        {quality && <Lag seconds={quality.lagP95Seconds} />}
      </Figure>
      <Figure
        name="Lag, longest"
        definition="The slowest of all; hours where a device stored what it could not send"
      >
        {quality && <Lag seconds={quality.lagMaxSeconds} />}
      </Figure>
      <Figure
        name="Late, out of order"
        definition="Came after a newer fix of their truck: history, never a step back of where it is now"
        aside={quality && share(quality.late)}
      >
        {quality && quality.late.toLocaleString('en-GB')}
      </Figure>
      <Figure
        name="Duplicates"
        definition="Came again exactly as before, as by webhook and by polling: dropped, each fix counts once"
      >
        {quality && quality.duplicates.toLocaleString('en-GB')}
      </Figure>
      <Figure
        name="Outliers"
        definition="Over 200 km/h to both neighbours and more than 500 m from both: shown in the track, no part of visits and distances"
        aside={quality && share(quality.outliers)}
      >
        {quality && quality.outliers.toLocaleString('en-GB')}
      </Figure>
      <Figure
        name="Replaced"
        definition="Two fixes for one instant in different places: the other one stands"
        aside={quality && share(quality.replaced)}
      >
        {quality && quality.replaced.toLocaleString('en-GB')}
      </Figure>
    </dl>
  );
}

function Figure({
  name,
  definition,
  aside,
  children,
}: {
  name: string;
  definition: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col bg-surface px-4 py-3">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-2">
        <span className="text-xl leading-7 font-semibold">
          {children ?? <Awaited className="mt-1 h-6 w-16" />}
        </span>
        <span className="text-xs text-muted">{aside}</span>
      </dd>
      <dd className="mt-1 text-2xs text-faint">{definition}</dd>
    </div>
  );
}

function Lag({ seconds }: { seconds: number | null }) {
  return seconds === null ? <span className="text-faint">–</span> : formatSpan(seconds);
}
