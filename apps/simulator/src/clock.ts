import { setTimeout as delay } from 'node:timers/promises';

/** The only source of "now" for everything that sends. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Resolves at a moment, or as soon as the signal aborts; never rejects. */
  until(timeMs: number, signal: AbortSignal): Promise<void>;
}

/** In slices, so that a wall clock that is set, or a laptop that wakes up, is noticed. */
const LONGEST_WAIT_MS = 1000;

export const wallClock: Clock = {
  now: Date.now,
  until: async (timeMs, signal) => {
    for (let leftMs = timeMs - Date.now(); leftMs > 0 && !signal.aborted; leftMs = timeMs - Date.now()) {
      await delay(Math.min(leftMs, LONGEST_WAIT_MS), undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  },
};
