import { commonConfig, databaseConfig, kafkaConfig, portConfig } from '@watch-tower/config';
import { z } from 'zod';

const hours = (fallback: number) => z.coerce.number().min(0).max(240).default(fallback);

/** Everything that can be set from outside; the environment variable is the name in capitals. */
export const tripConfig = z.object({
  ...commonConfig,
  ...databaseConfig,
  ...kafkaConfig,
  port: portConfig(8081),
  tripOpensHoursBefore: hours(1).describe(
    'How long before its scheduled departure a visit to the pickup belongs to a trip',
  ),
  tripBeginsHoursWithin: hours(24).describe(
    'How long after its scheduled departure a trip may still begin by itself',
  ),
  delayedDepartureHours: hours(2).describe('A departure later than this after its schedule is a delay'),
  arrivalGraceMinutes: z.coerce
    .number()
    .min(0)
    .max(1_440)
    .default(30)
    .describe('An arrival later than this after what was planned is a delay'),
});
export type TripConfig = z.output<typeof tripConfig>;
