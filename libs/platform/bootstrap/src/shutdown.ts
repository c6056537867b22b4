import type { Logger } from '@watch-tower/messaging';

/**
 * Ends the process in order on SIGTERM and SIGINT: exit code 0 once everything is closed, 1 when that took
 * longer than `timeoutMs` or an error was left uncaught.
 * @returns the same end, for whoever must end the process by itself.
 */
export const stopOnSignal = (options: {
  logger: Logger & { flush(): void };
  stop: () => Promise<void>;
  timeoutMs: number;
}): ((exitCode: number) => void) => {
  const { logger, stop, timeoutMs } = options;
  let stopping = false;

  const end = (exitCode: number): void => {
    if (stopping) return;
    stopping = true;
    const exit = (code: number): void => {
      logger.flush();
      process.exit(code);
    };
    setTimeout(() => {
      logger.error({ timeoutMs }, 'did not stop in time');
      exit(1);
    }, timeoutMs).unref();
    stop().then(
      () => exit(exitCode),
      (error: unknown) => {
        logger.error({ err: error }, 'could not stop in order');
        exit(1);
      },
    );
  };

  process.once('SIGTERM', () => end(0));
  process.once('SIGINT', () => end(0));
  process.on('uncaughtException', (error) => {
    logger.error({ err: error }, 'an error was left uncaught');
    end(1);
  });
  return end;
};
