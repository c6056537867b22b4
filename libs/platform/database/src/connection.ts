import { DatabaseError, type ClientConfig } from 'pg';

export type ConnectionOptions = {
  /** postgres://role:password@host:port/database */
  readonly url: string;
  readonly schema: string;
  /** How the connection shows in pg_stat_activity. */
  readonly applicationName: string;
  /** Where tables and functions are found that the schema lacks. */
  readonly fallbackSchema?: string;
  /** What is written can be made again: a commit does not wait for the disk. */
  readonly expendable?: boolean;
};

const connectTimeoutMs = 3_000;

/** The server ends every transaction of a service at 5 s: who waits longer waits for a dead connection. */
const answerTimeoutMs = 8_000;

const plainName = /^[a-z_][a-z0-9_]{0,62}$/;

/** @throws RangeError where a schema or role would need quoting: names of ours never do. */
export const checkedName = (name: string): string => {
  if (plainName.test(name)) return name;
  throw new RangeError(`"${name}" is no name for a schema or role: small letters, digits and _ only`);
};

const settingsOf = ({ schema, fallbackSchema, expendable }: ConnectionOptions): string => {
  const schemas = [schema, ...(fallbackSchema === undefined ? [] : [fallbackSchema])].map(checkedName);
  return `-c search_path=${schemas.join(',')}${expendable === true ? ' -c synchronous_commit=off' : ''}`;
};

/** The search path is part of the connection, so that neither SQL nor migrations ever name a schema. */
export const clientConfig = (options: ConnectionOptions): ClientConfig => ({
  connectionString: options.url,
  application_name: options.applicationName,
  options: settingsOf(options),
  connectionTimeoutMillis: connectTimeoutMs,
  // Statements that are given without waiting for each other share a round trip, answered in their order.
  pipeline: true,
  query_timeout: answerTimeoutMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
});

/** True where the server refused a statement and the connection is as good as before. */
export const leavesConnectionUsable = (error: unknown): boolean =>
  error instanceof DatabaseError && error.severity === 'ERROR';

/** pg gives its own time-out no code; with this one it is judged as what it is, an outage. */
export const withCode = (error: unknown): unknown =>
  error instanceof Error && error.message === 'Query read timeout'
    ? Object.assign(new Error(`PostgreSQL did not answer within ${answerTimeoutMs} ms`, { cause: error }), {
        code: 'ETIMEDOUT',
      })
    : error;
