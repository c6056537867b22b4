export type PacerClock = {
  readonly nowMs: () => number;
  readonly soon: (work: () => void) => void;
  readonly later: (work: () => void, delayMs: number) => void;
};

/** Of the time, at most a ninth goes into the work; nobody waits longer than `longestWaitMs`. */
const restPerWork = 8;
const longestWaitMs = 50;

const realClock: PacerClock = {
  nowMs: () => performance.now(),
  soon: (work) => void setImmediate(work),
  later: (work, delayMs) => void setTimeout(work, delayMs),
};

/**
 * Does a piece of work for many wakings: at once after a quiet moment; the dearer it was, the longer until
 * the next. Few and cheap updates go out one by one, a flood shares one packet per 50 ms.
 */
export class Pacer {
  private scheduled = false;
  private restedAtMs = -Infinity;

  constructor(
    private readonly work: () => void,
    private readonly clock: PacerClock = realClock,
  ) {}

  wake(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const waitMs = this.restedAtMs - this.clock.nowMs();
    if (waitMs > 0) this.clock.later(() => this.run(), waitMs);
    else this.clock.soon(() => this.run());
  }

  private run(): void {
    this.scheduled = false;
    const startedAtMs = this.clock.nowMs();
    try {
      this.work();
    } finally {
      const endedAtMs = this.clock.nowMs();
      this.restedAtMs = endedAtMs + Math.min((endedAtMs - startedAtMs) * restPerWork, longestWaitMs);
    }
  }
}
