import { z } from 'zod';
import { instant } from '../values.js';

/**
 * What a provider sent about one vehicle. `report` is the provider's own element, untouched: the reading of
 * it (zone of its times, units, validity) is fleet's decision and can be made again from here.
 */
const reported = z.object({
  provider: z.literal('loconav'),
  channel: z.enum(['webhook', 'poll']),
  receivedAt: instant,
  plate: z.string().nullable(),
  imei: z.string().nullable(),
  report: z.unknown(),
});

/** A location report. */
export const positionReported = reported;
export type PositionReported = z.infer<typeof positionReported>;

/** An alert as its webhook or the provider's list of alerts has it: opened, closed, or both at once. */
export const alertReported = reported;
export type AlertReported = z.infer<typeof alertReported>;
