import { z } from 'zod';
import { instant, uuid } from '../values.js';

/**
 * `ahead`, `behind`: off by an amount that is no zone. `zone_off`: off by half hours, as a device whose times are
 * read in the wrong zone. `drifting`: the clock goes at another speed than ours.
 */
export const clockVerdict = z.enum(['ok', 'ahead', 'behind', 'zone_off', 'drifting']);
export type ClockVerdict = z.infer<typeof clockVerdict>;

/** What the times of a truck's newest reports say about the clock of its device. */
export const deviceClock = z.object({
  truckId: uuid,
  verdict: clockVerdict,
  offSeconds: z.number().describe('How far the clock is ahead of ours, negative where it is behind; about'),
  zoneOffHours: z.number().nullable().describe('Where the zone is wrong: by how many hours it is ahead'),
  judgedAt: instant.describe('When it became so'),
  evidence: z
    .object({
      reports: z.int().describe('How many were looked at'),
      from: instant.describe('Receipt of the first'),
      to: instant.describe('Receipt of the last'),
      medianLagSeconds: z.number(),
      lowLagSeconds: z
        .number()
        .describe('The lag that nine of ten exceed: the clock, with little of the way'),
      minLagSeconds: z.number(),
    })
    .describe('Of then; a lag runs from the time of the device to our receipt'),
});
export type DeviceClock = z.infer<typeof deviceClock>;
