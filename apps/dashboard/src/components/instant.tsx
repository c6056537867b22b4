import { formatClock, formatInstant, formatUtc } from '../format/instants.js';
import { operatorTimeZone } from '../settings/operator.js';

/** A time in the operator's zone, with UTC on pointing at it. A dash while it is not known. */
export function Instant({
  at,
  show = 'minute',
}: {
  at: string | null;
  show?: 'minute' | 'second' | 'clock';
}) {
  if (at === null) return <span className="text-faint">–</span>;
  const clock = formatClock(at, operatorTimeZone);
  const minute = formatInstant(at, operatorTimeZone, Date.now());
  const text = { minute, second: `${minute}${clock.slice(-3)}`, clock }[show];
  return (
    <time dateTime={at} title={formatUtc(at)} className="whitespace-nowrap">
      {text}
    </time>
  );
}
