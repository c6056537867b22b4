import { currentTrace, type Logger } from '@watch-tower/messaging';
import { destination, pino, stdTimeFunctions } from 'pino';

/** Paths under which a secret could reach a log line by mistake. */
const redact = [
  '*.password',
  '*.token',
  '*.accessToken',
  '*.refreshToken',
  '*.authorization',
  '*.secret',
  'password',
  'token',
  'authorization',
];

/** JSON lines on standard output: level, time, service, the running trace, then the line's own fields. */
export const createLogger = (service: string, level: string): Logger & { flush(): void } =>
  pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redact, censor: '[secret]' },
      mixin: () => {
        const trace = currentTrace();
        return trace === undefined
          ? {}
          : { correlationId: trace.correlationId, traceparent: trace.traceparent };
      },
    },
    destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 500 }),
  );
