import { z } from 'zod';
import { instant, uuid } from '../values.js';
import { truckPosition } from './positions.js';

/** A fix as it was accepted, without what has no meaning beside few others. */
const thinnedPoint = truckPosition.omit({ truckId: true, provider: true });

/**
 * What stays of an hour of a truck whose positions are dropped for their age. It is told once and never changes, for
 * no fix is taken for that hour any more.
 */
export const trackThinned = z.object({
  truckId: uuid,
  hour: instant.describe('The first instant of the hour, in UTC'),
  fixes: z.int().min(1).describe('How many good fixes there were'),
  points: z
    .array(thinnedPoint)
    .min(1)
    .describe(
      'The first and the last good fix of each five minutes, in the order of device time: silences stay',
    ),
});
export type TrackThinned = z.infer<typeof trackThinned>;
