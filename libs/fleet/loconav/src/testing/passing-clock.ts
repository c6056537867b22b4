import type { Clock } from '../clock.js';

/** A clock whose pauses are over at once and move it. `pausesMs` are those that were asked for. */
export const passingClock = (): Clock & { readonly pausesMs: readonly number[] } => {
  let nowMs = 0;
  const pausesMs: number[] = [];
  return {
    pausesMs,
    now: () => nowMs,
    pause: async (ms, signal) => {
      signal?.throwIfAborted();
      nowMs += ms;
      pausesMs.push(ms);
    },
  };
};
