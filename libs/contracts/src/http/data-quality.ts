import { z } from 'zod';
import { clockVerdict, deviceClock } from '../messages/device-clocks.js';
import { reportQuarantined } from '../messages/quarantine.js';
import { instant, uuid } from '../values.js';
import { pageOf, paging } from './common.js';

export const quarantinedReport = reportQuarantined.extend({ releasedAt: instant.nullable() });
export type QuarantinedReport = z.infer<typeof quarantinedReport>;

export const findQuarantinedQuery = z.object({
  ...paging,
  kind: quarantinedReport.shape.kind.unwrap().optional(),
  reason: z.string().trim().min(1).max(50).optional(),
  plate: z.string().trim().min(1).max(50).optional().describe('Compared without case, spaces and dashes'),
  truckId: uuid.optional(),
  from: instant.optional().describe('Received, inclusive'),
  to: instant.optional().describe('Received, exclusive'),
  released: z
    .enum(['true', 'false'])
    .transform((written) => written === 'true')
    .optional()
    .describe('Whether it was taken up, for its vehicle became known'),
});
export type FindQuarantinedQuery = z.infer<typeof findQuarantinedQuery>;

export const quarantinePage = pageOf(quarantinedReport).extend({
  counts: z
    .record(z.string(), z.int())
    .describe('By reason, of the newest 20,000 that fit all filters but the reason'),
});
export type QuarantinePage = z.infer<typeof quarantinePage>;

const hours = z.coerce.number().int().min(1).max(72).default(24).describe('How far to look back');

/** How long the fixes of a source were on their way, from the time of the device to our receipt. */
const fixesOfSource = z.object({
  fixes: z.int().describe('Whose device time is in the window'),
  lagP50Seconds: z.number().nullable().describe('To the second; null where there are no fixes'),
  lagP95Seconds: z.number().nullable(),
  lagMaxSeconds: z.number().nullable(),
  lagSteps: z
    .array(
      z.object({
        upToSeconds: z.number().nullable().describe('Inclusive; null in the last step, which has no end'),
        fixes: z.int(),
      }),
    )
    .describe('How many fixes were on their way for how long, from the step before on'),
  late: z.int().describe('Came after a newer one of their truck'),
  outliers: z.int().describe('Far from both neighbours; no part of visits, distances or "now"'),
  replaced: z.int().describe('Gave way to another fix of their instant'),
});

export const getDataQualityQuery = z.object({ hours });
export type GetDataQualityQuery = z.infer<typeof getDataQualityQuery>;

export const dataQuality = fixesOfSource.extend({
  hours: z.int(),
  duplicates: z
    .int()
    .describe('Fixes that came again, exactly the same, in the window: dropped, each counts once'),
  sources: z
    .array(fixesOfSource.extend({ channel: z.string().describe('How fixes came: webhook or poll') }))
    .describe('The same for each source, by name'),
});
export type DataQuality = z.infer<typeof dataQuality>;

export const findDevicesQuery = z.object({
  limit: paging.limit.pipe(z.int().max(50)),
  cursor: paging.cursor,
  hours,
  clock: clockVerdict.or(z.literal('off')).optional().describe('`off`: any but `ok`'),
  text: z.string().trim().min(1).max(100).optional().describe('In the number, brand or company'),
});
export type FindDevicesQuery = z.infer<typeof findDevicesQuery>;

/**
 * How good the signals of a truck's device are. Exact duplicates are dropped where they arrive; they say nothing of
 * the device and are counted for all trucks together.
 */
export const deviceQuality = z.object({
  truckId: uuid,
  number: z.string(),
  imei: z.string().nullable(),
  fixes: z.int().describe('Whose device time is in the window'),
  lastReceivedAt: instant.nullable(),
  lagP50Seconds: z.number().nullable(),
  lagP95Seconds: z.number().nullable(),
  lateShare: z.number().nullable().describe('Of the fixes, those that came after a newer one'),
  outliers: z.int(),
  replaced: z.int().describe('Fixes that gave way to another of their instant'),
  quarantined: z
    .record(z.string(), z.int())
    .describe('Reports set apart in the window and not taken up since, by reason'),
  clock: deviceClock.omit({ truckId: true }).nullable().describe('Null while too little is known of it'),
});
export type DeviceQuality = z.infer<typeof deviceQuality>;

export const deviceQualityPage = pageOf(deviceQuality);
