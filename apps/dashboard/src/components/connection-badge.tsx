import { formatClock } from '../format/instants.js';
import { formatAge } from '../format/quantities.js';
import type { Connection } from '../features/sockets/open-socket.js';
import { operatorTimeZone } from '../settings/operator.js';
import { classNames } from './ui/class-names.js';
import { useNow } from './use-now.js';

/** Whether what is on the screen is now, and if not, since when. */
export function ConnectionBadge({
  connection,
  heardAtMs,
}: {
  connection: Connection;
  heardAtMs: number | null;
}) {
  const nowMs = useNow(1_000);
  const { dot, label, detail } = describe(connection, heardAtMs, nowMs);
  return (
    <div
      role="status"
      aria-label={`Connection: ${label}`}
      data-connection={connection.status}
      className="flex items-center gap-2 text-xs text-muted"
    >
      <span className="relative grid size-2 place-items-center">
        <span className={classNames('size-2 rounded-full', dot)} />
        {connection.status === 'live' && (
          <span className={classNames('absolute size-2 animate-ping rounded-full opacity-50', dot)} />
        )}
      </span>
      <span className="font-medium text-ink">{label}</span>
      <span aria-hidden>{detail}</span>
    </div>
  );
}

function describe(connection: Connection, heardAtMs: number | null, nowMs: number) {
  const heard = heardAtMs === null ? '' : `heard ${formatAge(Math.max(0, nowMs - heardAtMs) / 1_000)} ago`;
  switch (connection.status) {
    case 'live':
      return { dot: 'bg-moving', label: 'Live', detail: heard };
    case 'connecting':
      return { dot: 'bg-idling', label: 'Connecting', detail: '' };
    case 'reconnecting': {
      const since = formatClock(heardAtMs ?? connection.sinceMs, operatorTimeZone);
      return { dot: 'bg-outdated', label: 'Reconnecting', detail: `showing what was known at ${since}` };
    }
  }
}
