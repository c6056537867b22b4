import type { ProgressWithdrawn, TimeCorrected, TimeOf, TripEvent } from '../events.js';
import { findMilestone, isBySomebody, reached, type Moment } from '../milestones.js';
import type { KnownTrip } from '../trip.js';
import type { Progress } from './follow-visits.js';

/** Whether two moments tell the same on the same ground. */
const isSame = (one: Moment, other: Moment): boolean =>
  Date.parse(one.at) === Date.parse(other.at) &&
  (one.evidence.kind === 'visit' ? one.evidence.visitId : null) ===
    (other.evidence.kind === 'visit' ? other.evidence.visitId : null);

const withdrawn = (of: TimeOf, { at: was, evidence }: Moment, recordedAt: string): ProgressWithdrawn => ({
  type: 'ProgressWithdrawn',
  ...of,
  was,
  evidence,
  recordedAt,
});

const corrected = (of: TimeOf, was: Moment, { at, evidence }: Moment, recordedAt: string): TimeCorrected => ({
  type: 'TimeCorrected',
  ...of,
  was: was.at,
  at,
  evidence,
  recordedAt,
});

/**
 * What has to be told so that a trip stands as its progress says: what is withdrawn first, then what is
 * corrected, then what was reached, in event time. What people set by hand is left alone. None where all of it
 * was told.
 */
export const progressEvents = (trip: KnownTrip, progress: Progress, recordedAt: string): TripEvent[] => {
  const automatic = progress.milestones.filter((milestone) => !isBySomebody(milestone));
  const events: TripEvent[] = [];
  const knownEnd = 'end' in trip && !isBySomebody(trip.end) ? trip.end : null;
  const end = progress.end === null || isBySomebody(progress.end) ? null : progress.end;
  if (knownEnd !== null && end === null) {
    events.push(withdrawn({ milestone: 'end', stopIndex: null }, knownEnd, recordedAt));
  }
  for (const known of trip.milestones) {
    if (isBySomebody(known)) continue;
    const { kind: milestone, stopIndex } = known;
    const next = findMilestone(automatic, milestone, stopIndex);
    if (next === undefined || next.locationId !== known.locationId) {
      events.push(withdrawn({ milestone, stopIndex }, known, recordedAt));
    } else if (!isSame(known, next)) {
      events.push(corrected({ milestone, stopIndex }, known, next, recordedAt));
    }
  }
  for (const next of automatic) {
    const stop = trip.plan.stops[next.stopIndex];
    const known = findMilestone(trip.milestones, next.kind, next.stopIndex);
    const isTold = known !== undefined && (isBySomebody(known) || known.locationId === next.locationId);
    if (stop !== undefined && !isTold) events.push(reached(next, stop, recordedAt));
  }
  if (end !== null && knownEnd === null && !('end' in trip)) {
    events.push({ type: 'TripCompleted', at: end.at, evidence: end.evidence, recordedAt });
  }
  if (end !== null && knownEnd !== null && !isSame(end, knownEnd)) {
    events.push(corrected({ milestone: 'end', stopIndex: null }, knownEnd, end, recordedAt));
  }
  return events;
};
