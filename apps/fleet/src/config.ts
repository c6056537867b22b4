import { commonConfig, databaseConfig, kafkaConfig, portConfig } from '@watch-tower/config';
import { zoneNamed } from '@watch-tower/fleet-domain';
import { z } from 'zod';

const minutes = (fallback: number) => z.coerce.number().min(1).max(1_440).default(fallback);
const kmh = (fallback: number) => z.coerce.number().min(0).max(300).default(fallback);

/** Everything that can be set from outside; the environment variable is the name in capitals. */
export const fleetConfig = z.object({
  ...commonConfig,
  ...databaseConfig,
  ...kafkaConfig,
  port: portConfig(8082),
  loconavTimeZone: z
    .string()
    .default('UTC')
    .transform((name, context) => {
      const zone = zoneNamed(name);
      if (zone !== undefined) return zone;
      context.addIssue({ code: 'custom', message: 'must be a zone as Africa/Lagos, +01:00 or UTC' });
      return z.NEVER;
    })
    .describe('The zone of the times in LocoNav reports, which LocoNav does not publish'),
  loconavApiUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.a.loconav.com/integration/api/v1')
    .describe('LocoNav’s API'),
  loconavAppUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://app.a.loconav.com/integration/api/v1')
    .describe('Its other host, which has the alerts of all vehicles'),
  loconavToken: z.string().min(1).optional().describe('Secret; without it LocoNav is not polled'),
  loconavPollSeconds: z.coerce
    .number()
    .min(1)
    .max(86_400)
    .default(300)
    .describe('Between two polls of positions, and of alerts'),
  loconavMirrorTrips: z
    .stringbool()
    .default(true)
    .describe('Whether trips are created, followed and ended at LocoNav too; needs its token'),
  loconavAlertsOverlapMinutes: z.coerce
    .number()
    .min(1)
    .max(1_440)
    .default(120)
    .describe('How far a window of alerts reaches back into the one before'),
  loconavRequestsMax: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(450)
    .describe('Requests per endpoint in a window; stay below LocoNav’s 500'),
  loconavRequestsWindowSeconds: z.coerce.number().min(1).max(3_600).default(60).describe('That window'),
  loconavRequestTimeoutSeconds: z.coerce
    .number()
    .min(1)
    .max(120)
    .default(20)
    .describe('How long one request waits for its answer'),
  positionsKeptDays: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('How many days of raw positions are kept; older fixes are too late'),
  thinnedTracksKeptDays: z.coerce
    .number()
    .int()
    .min(1)
    .max(36_500)
    .default(730)
    .describe('How many days of thinned tracks are kept, which stay of days whose positions are dropped'),
  quarantineKeptDays: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('How long a report that was set apart is kept'),
  futureToleranceSeconds: z.coerce
    .number()
    .min(0)
    .max(86_400)
    .default(300)
    .describe('How much later than its receipt a fix may be dated'),
  earliestYear: z.coerce
    .number()
    .int()
    .min(1970)
    .max(2100)
    .default(2015)
    .describe('Fixes dated before this year are from a device that has lost its clock'),
  alertNewsMinutes: minutes(15).describe('Older than this an alert is history: kept, never announced'),
  alertCoolDownMinutes: minutes(5).describe('How long a rule rests after an alert of it has ended'),
  alertHorizonDays: z.coerce
    .number()
    .int()
    .min(1)
    .max(30)
    .default(7)
    .describe('How far back a late fix can still change our own alerts'),
  overspeedAboveKmh: kmh(60),
  overspeedEndsAtKmh: kmh(55).describe('An overspeed alert goes on while faster than this'),
  overspeedFixesMin: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(2)
    .describe('How many fixes in a row must be too fast'),
  idlingBelowKmh: kmh(5),
  idlingLongerThanMinutes: minutes(20),
  gpsDarkLongerThanMinutes: minutes(30).describe('Silence of a truck with a trip under way'),
  stopLongerThanMinutes: minutes(30).describe('Standing on a trip under way outside any place'),
  stopWithinM: z.coerce.number().min(10).max(5_000).default(100).describe('What still counts as one spot'),
  sightLostAfterMinutes: minutes(10).describe('Silence longer than this ends speeding and idling'),
  streamSilentAfterSeconds: z.coerce
    .number()
    .min(10)
    .max(3_600)
    .default(120)
    .describe('Without a report of any truck for so long, silence is ours and no alert of a truck'),
});

export type FleetConfig = z.output<typeof fleetConfig>;
