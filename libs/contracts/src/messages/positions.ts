import { z } from 'zod';
import { instant, latitude, longitude, uuid } from '../values.js';

/** One fix of one truck, identified and judged. */
const fix = z.object({
  truckId: uuid,
  deviceTime: instant,
  receivedAt: instant,
  latitude,
  longitude,
  speedKmh: z.number().min(0).nullable(),
  headingDegrees: z.number().min(0).lt(360).nullable(),
  ignition: z.boolean().nullable(),
  provider: z.string(),
  channel: z.enum(['webhook', 'poll']),
});

/**
 * Among its neighbours in device time: an outlier lies more than 500 m, and faster than 200 km/h, from both. It is
 * shown in a track, and no part of visits, distances or where the truck is now.
 */
export const fixVerdict = z.enum(['good', 'outlier']);
export type FixVerdict = z.infer<typeof fixVerdict>;

/**
 * A fix that counts. `replaces` names the coordinates that stood for the same device time before: of two
 * fixes with one device time the smaller (latitude, longitude) stands, whichever came first.
 */
export const positionAccepted = fix.extend({
  lagSeconds: z.number(),
  late: z.boolean(),
  replaces: z.object({ latitude, longitude }).nullable(),
  verdict: fixVerdict
    .default('good')
    .describe('As far as its neighbours were known; rejudged when that changes'),
});
export type PositionAccepted = z.infer<typeof positionAccepted>;

/** The verdict about an accepted fix changed, for another fix became its neighbour. */
export const positionRejudged = z.object({
  truckId: uuid,
  deviceTime: instant,
  latitude,
  longitude,
  verdict: fixVerdict,
});
export type PositionRejudged = z.infer<typeof positionRejudged>;

/** Where a truck is now: its accepted fix with the newest device time. */
export const truckPosition = fix;
export type TruckPosition = z.infer<typeof truckPosition>;
