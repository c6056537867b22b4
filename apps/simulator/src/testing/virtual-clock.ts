import type { Clock } from '../clock.js';

/** A clock whose waits are over at once and move it: a day passes in no time, and nothing depends on the machine's speed. */
export function virtualClock(startMs: number): Clock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    until: (timeMs) => {
      nowMs = Math.max(nowMs, timeMs);
      return Promise.resolve();
    },
  };
}
