import { z } from 'zod';
import { instant } from '../values.js';

/**
 * A location report as a provider sent it. `report` is the provider's own element, untouched: the reading of
 * it (zone of its times, units, validity) is fleet's decision and can be made again from here.
 */
export const positionReported = z.object({
  provider: z.literal('loconav'),
  channel: z.enum(['webhook', 'poll']),
  receivedAt: instant,
  plate: z.string().nullable(),
  imei: z.string().nullable(),
  report: z.unknown(),
});
export type PositionReported = z.infer<typeof positionReported>;
