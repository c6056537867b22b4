import { commonConfig, databaseConfig, kafkaConfig, portConfig } from '@watch-tower/config';
import { z } from 'zod';

/** Everything that can be set from outside; the environment variable is the name in capitals. */
export const tripConfig = z.object({
  ...commonConfig,
  ...databaseConfig,
  ...kafkaConfig,
  port: portConfig(8081),
});
