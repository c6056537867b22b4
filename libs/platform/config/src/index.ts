import { z } from 'zod';

/** The environment does not fit; the message lists every fault, never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads a service's configuration out of the environment by one zod object with camelCase names:
 * `databaseUrl` is read from `DATABASE_URL`. An empty variable counts as absent.
 * @throws ConfigError with one line per fault, naming variable and what is allowed; values are never shown.
 */
export const readConfig = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<z.ZodObject<Shape>> => {
  const read = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, environment[variableOf(name)] || undefined]),
  );
  const parsed = schema.safeParse(read);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `  ${variableOf(String(issue.path[0]))}: ${issue.message}`,
  );
  throw new ConfigError(['The configuration is not valid:', ...faults].join('\n'));
};

/** `kafkaBrokers` → `KAFKA_BROKERS`. */
export const variableOf = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** Fragments that a service's `config.ts` composes. */
export const commonConfig = {
  host: z.string().default('127.0.0.1').describe('The address to listen on'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
};

export const portConfig = (port: number) => z.coerce.number().int().min(0).max(65_535).default(port);

export const databaseConfig = {
  databaseUrl: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://role:password@host:port/database' })
    .describe('With the login role of this service'),
  databasePoolSize: z.coerce.number().int().min(2).max(50).default(10),
};

export const kafkaConfig = {
  kafkaBrokers: z
    .string()
    .transform((list) => list.split(',').map((broker) => broker.trim()))
    .pipe(
      z.array(z.string().regex(/^[^:\s]+:\d+$/, 'must be host:port, several separated by commas')).min(1),
    ),
  kafkaReplicationFactor: z.coerce.number().int().min(1).max(5).default(1),
};
