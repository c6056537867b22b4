import { happened, recorded, refuse, refuseTime, type Asked, type Decision } from '../decision.js';
import type { ProgressWithdrawn, StageReached, TimeCorrected, TimeOf } from '../events.js';
import {
  areOutOfOrder,
  findMilestone,
  isBySomebody,
  milestonesOfStop,
  reached,
  type Milestone,
  type Moment,
} from '../milestones.js';
import type { KnownTrip, Trip } from '../trip.js';

/** A time set by hand, which stands until it is changed by hand; `at` null leaves it to the visits again. */
export type CorrectTrip = TimeOf & { readonly at: string | null; readonly reason: string };

type Correction = StageReached | TimeCorrected | ProgressWithdrawn;

/** Sets a time of the trip by hand, also of one that has ended. The same time again confirms it. */
export const correctTrip = (trip: Trip, command: CorrectTrip, asked: Asked): Decision<Correction> => {
  if (trip.situation === 'unknown') {
    return refuse('not_found', 'trip_not_found', 'There is no trip with this id.');
  }
  return command.milestone === 'end'
    ? correctEnd(trip, command, asked)
    : correctMilestone(trip, command, asked);
};

const correctEnd = (
  trip: KnownTrip,
  { at, reason }: Pick<CorrectTrip, 'at' | 'reason'>,
  asked: Asked,
): Decision<Correction> => {
  if (!('end' in trip)) {
    return refuse(
      'conflict',
      'trip_not_ended',
      'The trip has not ended; complete, cancel or fail it instead.',
    );
  }
  const of = { milestone: 'end', stopIndex: null, was: trip.end.at } as const;
  if (at === null) {
    if (trip.truckId === null && trip.milestones.length > 0) {
      return refuse('conflict', 'truck_required', 'A trip without a truck cannot be under way again.');
    }
    return happened({ type: 'ProgressWithdrawn', ...of, ...recorded(asked, reason) });
  }
  const after = trip.milestones.at(-1)?.at ?? null;
  return refuseTime(at, after, asked) ?? correction(of, trip.end, at, reason, asked);
};

const correctMilestone = (
  trip: KnownTrip,
  { milestone, stopIndex, at, reason }: Exclude<CorrectTrip, { milestone: 'end' }>,
  asked: Asked,
): Decision<Correction> => {
  const stop = trip.plan.stops[stopIndex];
  if (stop === undefined) {
    return refuse(
      'invalid',
      'stop_unknown',
      `The trip has stops 0 to ${trip.plan.stops.length - 1}.`,
      'stopIndex',
    );
  }
  const kinds = milestonesOfStop[stop.kind];
  if (!kinds.includes(milestone)) {
    return refuse('invalid', 'no_such_milestone', `This stop has ${kinds.join(', ')}.`, 'milestone');
  }
  if (trip.truckId === null) {
    return refuse('conflict', 'truck_required', 'Assign a truck first: a trip without one has no progress.');
  }
  const known = findMilestone(trip.milestones, milestone, stopIndex);
  if (at === null) {
    if (known === undefined || !isBySomebody(known)) return happened();
    const of = { milestone, stopIndex, was: known.at };
    return happened({ type: 'ProgressWithdrawn', ...of, ...recorded(asked, reason) });
  }
  const { evidence, recordedAt } = recorded(asked, reason);
  const next = { kind: milestone, stopIndex, at, evidence };
  const refusal = refuseTime(at, null, asked) ?? refuseDisorder(trip, next);
  if (refusal !== undefined) return refusal;
  if (known === undefined) return happened<Correction>(reached(next, stop, recordedAt));
  return correction({ milestone, stopIndex, was: known.at }, known, at, reason, asked);
};

/** What comes first on the way came first, whoever says so. An end that people set stands; one by the visits follows. */
const refuseDisorder = (trip: KnownTrip, next: Milestone) => {
  const fault = trip.milestones.find((one) => areOutOfOrder(trip.plan.stops, one, next));
  if (fault !== undefined) {
    const message = `Out of order: the ${fault.kind} at stop ${fault.stopIndex} was at ${fault.at}.`;
    return refuse('conflict', 'times_out_of_order', message, 'at');
  }
  if ('end' in trip && isBySomebody(trip.end) && Date.parse(next.at) > Date.parse(trip.end.at)) {
    const message = `The trip ended at ${trip.end.at}; nothing of it was later, unless its end is corrected first.`;
    return refuse('conflict', 'times_out_of_order', message, 'at');
  }
  return undefined;
};

const correction = (
  of: TimeOf & { readonly was: string },
  known: Moment,
  at: string,
  reason: string,
  asked: Asked,
): Decision<TimeCorrected> => {
  const isSaid = isBySomebody(known) && Date.parse(known.at) === Date.parse(at);
  return isSaid ? happened() : happened({ type: 'TimeCorrected', ...of, at, ...recorded(asked, reason) });
};
