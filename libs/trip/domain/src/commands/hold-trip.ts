import {
  happened,
  recorded,
  refuse,
  refuseTime,
  refuseUnlessLiving,
  type Asked,
  type Decision,
} from '../decision.js';
import type { TripHeld, TripResumed } from '../events.js';
import type { Trip } from '../trip.js';
import type { ReportEnd, ReportStage } from './stages.js';

/** The trip waits: a flag, for its truck may move all the same. */
export const holdTrip = (trip: Trip, { at, reason }: ReportEnd, asked: Asked): Decision<TripHeld> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  if (living.heldSince !== null)
    return refuse('conflict', 'already_on_hold', 'The trip is on hold; it can be resumed.');
  return refuseTime(at, null, asked) ?? happened({ type: 'TripHeld', at, reason, ...recorded(asked) });
};

/** The trip goes on. */
export const resumeTrip = (trip: Trip, { at }: ReportStage, asked: Asked): Decision<TripResumed> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  if (living.heldSince === null)
    return refuse('conflict', 'not_on_hold', 'The trip is not on hold; it can be held.');
  return refuseTime(at, living.heldSince, asked) ?? happened({ type: 'TripResumed', at, ...recorded(asked) });
};
