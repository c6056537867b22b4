import type { AlertView } from '@watch-tower/contracts';
import { Link } from 'react-router';
import { Instant } from '../../components/instant.js';
import { SeverityMark } from './alert-badges.js';
import { kindInWords } from './alert-words.js';

/** Alerts in little space, the newest first. */
export function AlertList({
  alerts,
  onShow,
}: {
  alerts: readonly AlertView[];
  onShow: (at: string) => void;
}) {
  if (alerts.length === 0) return <p className="px-4 py-4 text-muted">No alert began in this time.</p>;
  return (
    <ol aria-label="Alerts" className="divide-y divide-line">
      {alerts.map((alert) => (
        <li key={alert.id} className="flex items-center gap-2 px-4 py-2">
          <SeverityMark severity={alert.severity} />
          <button
            type="button"
            className="min-w-0 flex-1 truncate text-left underline-offset-4 hover:underline"
            onClick={() => onShow(alert.openedAt)}
          >
            {kindInWords(alert.kind)}
          </button>
          <span className="text-xs text-muted">
            <Instant at={alert.openedAt} />
          </span>
          <Link
            to={`/alerts?view=all&alert=${alert.id}`}
            className="text-xs font-medium text-accent underline-offset-4 hover:underline"
          >
            Open
          </Link>
        </li>
      ))}
    </ol>
  );
}
