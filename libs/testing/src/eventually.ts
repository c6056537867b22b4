import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 10;

/**
 * Waits until an assertion holds, looking every 10 ms: tests wait on progress, never for a time.
 * @returns what the assertion returns.
 * @throws the assertion's last error once the time is up.
 */
export const eventually = async <Result>(
  assertion: () => Result | Promise<Result>,
  options: { timeoutMs?: number } = {},
): Promise<Result> => {
  const deadlineMs = performance.now() + (options.timeoutMs ?? 5_000);
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
    }
    await pause(lookEveryMs);
  }
};
