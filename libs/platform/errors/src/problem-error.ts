/** What kind of failure: decides the HTTP status, once, in the gateway and the health endpoints. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'key_reused'
  | 'unprocessable'
  | 'too_large'
  | 'too_many'
  | 'unavailable'
  | 'internal';

/** ERROR = someone must act, WARN = healed by itself, INFO = a business fact, DEBUG = the rest. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export type FieldError = { field: string; message: string };

const statusOf: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  too_large: 413,
  key_reused: 422,
  unprocessable: 422,
  too_many: 429,
  internal: 500,
  unavailable: 503,
};

/**
 * An expected failure at an edge. It owns its stable code, its kind and its log level; `message` is a
 * sentence for people that says what is allowed. Nothing secret may stand in it.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly details: { errors?: FieldError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
  }

  get status(): number {
    return statusOf[this.kind];
  }

  get logLevel(): LogLevel {
    if (this.kind === 'internal') return 'error';
    return this.kind === 'unavailable' ? 'warn' : 'debug';
  }
}
