export type AskingClock = {
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** @returns what takes it back. */
  readonly later: (work: () => void, delayMs: number) => () => void;
};

/** Everybody is told at the same time: they ask at different ones, and none again at once. */
const spreadMs = 1_000;
const restMs = 5_000;

const realClock: AskingClock = {
  nowMs: () => performance.now(),
  random: Math.random,
  later: (work, delayMs) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Asks once for many reasons to: after a moment of chance, and not again before it has rested. */
export function calmAsking(ask: () => void, clock: AskingClock = realClock) {
  let askedAtMs = -Infinity;
  let takeBack: (() => void) | undefined;
  return {
    wake: (): void => {
      takeBack ??= clock.later(
        () => {
          takeBack = undefined;
          askedAtMs = clock.nowMs();
          ask();
        },
        Math.max(askedAtMs + restMs - clock.nowMs(), clock.random() * spreadMs),
      );
    },
    close: (): void => takeBack?.(),
  };
}
