import { setTimeout as pause } from 'node:timers/promises';

/**
 * Begins `count` calls at a steady rate, whether or not those before have ended; at most `underWayMax` at once
 * (then the run fails, for what it would measure is its own queue). Each call is told the moment it was due,
 * on the clock of `performance.now()`: a latency counts from there, so that a stall is not forgiven.
 */
export const atRate = async (
  { count, perSecond, underWayMax }: { count: number; perSecond: number; underWayMax: number },
  call: (index: number, dueMs: number) => Promise<void>,
): Promise<void> => {
  const startMs = performance.now();
  const failures: unknown[] = [];
  const underWay = new Set<Promise<void>>();
  for (let index = 0; index < count && failures.length === 0; index += 1) {
    const dueMs = startMs + (index * 1_000) / perSecond;
    const restMs = dueMs - performance.now();
    if (restMs > 0) await pause(restMs);
    if (underWay.size >= underWayMax)
      throw new Error(`${underWayMax} calls are under way: too slow for ${perSecond}/s`);
    const one = call(index, dueMs).catch((error: unknown) => void failures.push(error));
    underWay.add(one);
    void one.finally(() => underWay.delete(one));
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
};
