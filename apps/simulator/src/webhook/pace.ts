import type { Clock } from '../clock.js';

/** Keeps all senders together below a number of fixes a second; a pause is not made up for by a burst. */
export function createPace(
  fixesPerS: number,
  clock: Clock,
  signal: AbortSignal,
): (fixes: number) => Promise<void> {
  let freeAtMs = 0;
  return async (fixes) => {
    const startMs = Math.max(freeAtMs, clock.now());
    freeAtMs = startMs + (fixes * 1000) / fixesPerS;
    // A timer is not finer than some milliseconds: shorter waits are left to those who come after.
    if (startMs - clock.now() >= 5) await clock.until(startMs, signal);
  };
}
