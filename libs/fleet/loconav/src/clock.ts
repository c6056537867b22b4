import { setTimeout as delay } from 'node:timers/promises';

/** Time as the client knows it. A spec hands it a clock that passes only by waiting. */
export type Clock = {
  /** Milliseconds since some moment; they only count up. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason as soon as it aborts. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
};

export const systemClock: Clock = {
  now: () => performance.now(),
  pause: async (ms, signal) => {
    await delay(ms, undefined, { signal }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
  },
};
