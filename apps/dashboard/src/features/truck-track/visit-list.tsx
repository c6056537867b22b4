import type { VisitView } from '@watch-tower/contracts';
import { MapPinOff } from 'lucide-react';
import { Instant } from '../../components/instant.js';
import { EmptyState } from '../../components/ui/notice.js';
import { formatAge, formatCoordinates } from '../../format/quantities.js';

const statusWords = { provisional: 'may only drive by', confirmed: 'is there', ended: null } as const;

/** The places a truck was at, the latest first, each with what it rests on. */
export function VisitList({
  visits,
  onShow,
}: {
  visits: readonly VisitView[];
  onShow: (visit: VisitView) => void;
}) {
  if (visits.length === 0)
    return (
      <EmptyState icon={MapPinOff} title="No visit in this time">
        A visit is five minutes inside of a place. Driving past is none.
      </EmptyState>
    );
  return (
    <ol aria-label="Visits" className="divide-y divide-line">
      {visits.map((visit) => (
        <li key={visit.id} data-visit={visit.id} className="px-4 py-2.5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <button
              type="button"
              className="text-left font-medium text-accent underline-offset-4 hover:underline"
              onClick={() => onShow(visit)}
            >
              {visit.locationName ?? 'Unknown place'}
            </button>
            <span className="text-sm font-medium">{formatAge(secondsInside(visit))}</span>
          </div>
          <p className="text-sm text-muted">
            <Instant at={visit.startedAt} /> –{' '}
            {visit.endedAt === null ? (
              <>
                {statusWords[visit.status]}, last seen inside <Instant at={visit.lastInsideAt} show="clock" />
              </>
            ) : (
              <Instant at={visit.endedAt} />
            )}
          </p>
          {visit.unobservedSeconds > 0 && (
            <p className="text-xs text-idling-text">{formatAge(visit.unobservedSeconds)} of it unobserved</p>
          )}
          <details className="mt-0.5 text-xs text-muted">
            <summary className="cursor-pointer rounded hover:text-ink">What it rests on</summary>
            <ul className="mt-1 space-y-0.5 border-l border-line pl-3">
              <li>
                First fix inside <Instant at={visit.evidence.firstFix.deviceTime} show="second" /> at{' '}
                {formatCoordinates(visit.evidence.firstFix.latitude, visit.evidence.firstFix.longitude)}
              </li>
              <li>
                Last fix inside <Instant at={visit.evidence.lastFix.deviceTime} show="second" /> at{' '}
                {formatCoordinates(visit.evidence.lastFix.latitude, visit.evidence.lastFix.longitude)}
              </li>
              {visit.endedAt !== null && (
                <li>
                  {visit.leftBefore === null ? (
                    'No fix came after it'
                  ) : (
                    <>
                      Left before <Instant at={visit.leftBefore} show="second" />, the next fix
                    </>
                  )}
                </li>
              )}
              <li>Longest silence {formatAge(visit.longestGapSeconds)}</li>
              <li>
                Rule {visit.evidence.rule}, fence version {visit.evidence.fenceVersion}
              </li>
            </ul>
          </details>
        </li>
      ))}
    </ol>
  );
}

const secondsInside = ({ startedAt, lastInsideAt }: VisitView): number =>
  (Date.parse(lastInsideAt) - Date.parse(startedAt)) / 1_000;
