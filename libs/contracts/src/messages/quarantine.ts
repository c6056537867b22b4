import { z } from 'zod';
import { instant, uuid } from '../values.js';

/**
 * A report of a position or of an alert was set apart, or is for another reason now: it does not count, and nothing of it is lost.
 * Told again under the same `reportId`, the newer reason stands.
 */
export const reportQuarantined = z.object({
  reportId: uuid.describe('ce_id of the message in which the report came'),
  kind: z.enum(['position', 'alert']).default('position').describe('What it reports'),
  reason: z
    .string()
    .describe(
      'unreadable, unknown_vehicle, out_of_range, zero_coordinates, future, too_early, too_late; ' +
        'other_vehicle: an alert known as one of another truck',
    ),
  detail: z.string().nullable().describe('Names the field at fault'),
  plate: z.string().nullable().describe('Normalised, where it could be read'),
  imei: z.string().nullable(),
  truckId: uuid.nullable().describe('Null where the vehicle is unknown or the report could not be read'),
  deviceTime: instant
    .nullable()
    .describe('Of a position, as the device wrote it, as far as that could be read'),
  receivedAt: instant,
  channel: z.enum(['webhook', 'poll']),
  report: z.unknown().describe("The provider's own element, untouched"),
});
export type ReportQuarantined = z.infer<typeof reportQuarantined>;

/** Exact duplicates of fixes of a truck came together and were dropped: each fix counts once. */
export const duplicatesDropped = z.object({
  truckId: uuid,
  count: z.int().min(1),
  droppedAt: instant,
});

/** The vehicle became known, and the report was taken up as any other. */
export const reportReleased = z.object({ reportId: uuid });
