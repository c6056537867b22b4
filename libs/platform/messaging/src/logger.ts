/** pino's signature, as far as the platform uses it. Fields first, then a sentence; no secrets in either. */
export type Logger = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};
