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
 * A fix that counts. `replaces` names the coordinates that stood for the same device time before: of two
 * fixes with one device time the smaller (latitude, longitude) stands, whichever came first.
 */
export const positionAccepted = fix.extend({
  lagSeconds: z.number(),
  late: z.boolean(),
  replaces: z.object({ latitude, longitude }).nullable(),
});
export type PositionAccepted = z.infer<typeof positionAccepted>;

/** Where a truck is now: its accepted fix with the newest device time. */
export const truckPosition = fix;
export type TruckPosition = z.infer<typeof truckPosition>;
