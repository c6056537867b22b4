/**
 * How a handler's failure is met: an `outage` of a backing service pauses the work until it is back and
 * counts as nobody's fault; a `transient` fault is retried a bounded number of times; a `fault` will fail
 * again however often it is tried.
 */
export type Severity = 'outage' | 'transient' | 'fault';

const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);

/** SQLSTATE classes and codes: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const outageStates = /^(08...|57P0[123]|53100|53300|25006)$/;
const transientStates = /^(40001|40P01|55P03|57014|25P04|53...|58...)$/;

/** What the pg pool and client say, without a code, when the server or a connection is gone. */
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|server closed the connection/i;

const codeOf = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // TypeORM's QueryFailedError keeps the driver's error beside its own.
  if ('driverError' in error) return codeOf(error.driverError);
  return 'cause' in error ? codeOf(error.cause) : undefined;
};

/** An error that says how it wants to be met. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** Judges any thrown value; what nobody recognises is a `fault`. */
export const severityOf = (error: unknown): Severity => {
  if (error instanceof TransientError) return 'transient';
  if (error instanceof AggregateError)
    return error.errors.some((one) => severityOf(one) === 'outage') ? 'outage' : 'fault';
  const code = codeOf(error);
  if (code !== undefined) {
    if (outageCodes.has(code) || outageStates.test(code)) return 'outage';
    if (transientStates.test(code)) return 'transient';
  }
  if (error instanceof Error && lostConnection.test(error.message)) return 'outage';
  return 'fault';
};
