import { z } from 'zod';
import { instant, uuid } from '../values.js';

const told = z.object({
  tripId: uuid,
  recordedAt: instant.describe('When LocoNav had answered'),
});
const toldOf = told.extend({ loconavTripId: z.int().describe("LocoNav's id of the trip") });

/** What became of our trips at LocoNav, key = trip id, `ce_version` contiguous from 1. */
export const loconavTripEvents = {
  'watchtower.loconav-trip.mirrored.v1': toldOf.extend({
    truckId: uuid.nullable().describe('The truck that LocoNav was told; null where it was found there'),
    isUnderWay: z.boolean(),
    trackUrl: z.string().nullable().describe('Where anybody may watch it; null until it is known'),
  }),
  'watchtower.loconav-trip.mirror-failed.v1': told.extend({
    step: z.enum(['create', 'look', 'start', 'update', 'track', 'end', 'delete', 'reject']),
    reason: z.string().describe('What kept LocoNav from it, in its own words where it had any'),
    failures: z.int().min(1).describe('In a row'),
    nextTryAt: instant.nullable().describe('Null where it was given up'),
    givenUp: z.boolean().describe('It refused: not tried again until the trip changes'),
  }),
  'watchtower.loconav-trip.ended.v1': toldOf,
  'watchtower.loconav-trip.cancelled.v1': toldOf,
  'watchtower.loconav-trip.needless.v1': told.describe(
    'What had failed is not tried any more: LocoNav never had the trip, which is over or has no truck now',
  ),
} as const;
