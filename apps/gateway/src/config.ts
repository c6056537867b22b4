import { commonConfig, databaseConfig, kafkaConfig, portConfig } from '@watch-tower/config';
import { z } from 'zod';

const positiveInt = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

/** The gateway's environment; the only place that reads it. Units stand last in names. */
export const gatewayConfig = z.object({
  ...commonConfig,
  ...databaseConfig,
  databasePoolSize: databaseConfig.databasePoolSize
    .default(20)
    .describe('People ask beside a dozen read models that are written: none waits for another'),
  ...kafkaConfig,
  partsApart: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((part) => part !== ''))
    .pipe(z.array(z.enum(['positions'])))
    .describe('Run in processes of their own, by the command `follow`'),
  port: portConfig(8080),
  redisUrl: z.url({ protocol: /^rediss?$/ }).describe('Counts attempts to sign in and views of share links'),

  jwtSecret: z.string().min(32, 'must have at least 32 characters'),
  accessTokenSeconds: positiveInt(15 * 60),
  refreshTokenDays: positiveInt(7),
  signInAttemptsPerEmailMax: positiveInt(10).describe('In a quarter of an hour'),
  signInAttemptsPerAddressMax: positiveInt(50).describe('In a quarter of an hour'),

  publicUrl: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe('Under which people reach this; share links begin with it, without it with /'),
  sharedViewsPerAddressMax: positiveInt(600).describe('In a quarter of an hour'),

  loconavWebhookSecret: z.string().min(16, 'must have at least 16 characters'),
  loconavWebhookSecretHeader: z.string().toLowerCase().default('x-loconav-secret'),
  webhookBodyBytesMax: positiveInt(1_048_576),
  webhookRequestsPerSecondMax: positiveInt(20_000).describe('More are answered 429'),
  inboxWaitingRowsMax: positiveInt(50_000).describe('More wait for no place: they are answered 503'),
  inboxFlushRowsMax: positiveInt(5_000),

  commandWaitMs: positiveInt(2_000).describe(
    'How long a command waits for its outcome before it is answered 202',
  ),

  idlingBelowKmh: z.coerce.number().positive().default(5),
  outdatedWhenMovingHours: z.coerce.number().positive().default(4),
  outdatedWhenStationaryHours: z.coerce.number().positive().default(24),

  tracksKeptDays: positiveInt(30).describe('How many days of raw tracks are kept'),
  thinnedTracksKeptDays: positiveInt(730).describe(
    'How many days of thinned tracks are kept, of which older tracks are told',
  ),
  quarantineKeptDays: positiveInt(30).describe('How long reports that were set apart are shown'),
  silenceMinutes: positiveInt(10).describe(
    'Without a fix for so long a track has a gap, and a truck is silent',
  ),

  timeZone: z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
      'is no IANA time zone',
    )
    .default('Africa/Lagos')
    .describe('Of times in imported files that name none'),
  busyAroundDepartureHours: positiveInt(12).describe(
    'A truck with another trip that departs so shortly before or after is not suggested',
  ),

  expectedSpeedKmh: z.coerce
    .number()
    .positive()
    .default(20)
    .describe('As the crow flies, where too few trips went the same way to know it better'),

  socketsPerUserMax: positiveInt(20),
  userPassword: z.string().optional().describe('Read by the command create-user alone'),
  dashboardDir: z.string().optional().describe('The built dashboard; without it none is served'),
});

export type GatewayConfig = z.infer<typeof gatewayConfig>;
