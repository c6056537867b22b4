import { Injectable } from '@nestjs/common';

type Waiter = { hint: unknown; wake: () => void };

/**
 * The first wait of the net, in milliseconds; each further one is twice as long, up to the longest. What arrives in
 * this process is announced; looks that find nothing would cost most when everybody waits already.
 */
const firstLookMs = 150;
const longestLookMs = 600;

/**
 * Waiting for something to arrive: an outcome, a version in a read model. Whoever sees it arrive in this
 * process says so; where that happens in another, looking again finds it.
 */
@Injectable()
export class Arrivals {
  private readonly waiters = new Map<string, Set<Waiter>>();

  /** Something of this key arrived; `hint` is handed to those who look. */
  announce(key: string, hint?: unknown): void {
    for (const waiter of this.waiters.get(key) ?? []) {
      waiter.hint = hint;
      waiter.wake();
    }
  }

  /** Opens an ear before the cause is set off, so that an arrival cannot be missed. `close` it. */
  listen(key: string): Listening {
    const waiter: Waiter = { hint: undefined, wake: () => undefined };
    const group = this.waiters.get(key) ?? new Set();
    this.waiters.set(key, group.add(waiter));
    return new Listening(waiter, () => {
      group.delete(waiter);
      if (group.size === 0 && this.waiters.get(key) === group) this.waiters.delete(key);
    });
  }

  /** `Listening.until` for whoever has set nothing off. */
  async wait<Found>(
    key: string,
    look: (hint: unknown) => Promise<Found | undefined>,
    deadlineAtMs: number,
  ): Promise<Found | undefined> {
    const listening = this.listen(key);
    try {
      return await listening.until(look, deadlineAtMs);
    } finally {
      listening.close();
    }
  }
}

class Listening {
  constructor(
    private readonly waiter: Waiter,
    readonly close: () => void,
  ) {}

  /**
   * Looks at once, whenever something arrives, and from time to time.
   * @param deadlineAtMs on the clock of `performance.now()`.
   * @param mayBeThere false where there can be nothing before something arrives: it does not look at once.
   * @returns what was found, or undefined at the deadline.
   */
  async until<Found>(
    look: (hint: unknown) => Promise<Found | undefined>,
    deadlineAtMs: number,
    mayBeThere = true,
  ): Promise<Found | undefined> {
    const next = (waitMs: number): Promise<void> =>
      this.nextArrival(Math.min(waitMs, deadlineAtMs - performance.now()));
    if (!mayBeThere && this.waiter.hint === undefined) await next(firstLookMs);
    for (let waitMs = firstLookMs; ; waitMs = Math.min(waitMs * 2, longestLookMs)) {
      const arrival = next(waitMs);
      const found = await look(this.waiter.hint);
      if (found !== undefined || performance.now() >= deadlineAtMs) {
        this.waiter.wake();
        return found;
      }
      await arrival;
    }
  }

  /** Begins before the look, so that what arrives during it is not missed. */
  private nextArrival(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(timeoutMs, 0));
      this.waiter.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
