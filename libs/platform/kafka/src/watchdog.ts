import type { Position } from './broker-view.js';

/** What the group itself knows of a partition that it holds. */
export type Held = {
  readonly topic: string;
  readonly partition: number;
  /** Waiting for a backing service. */
  readonly inOutage: boolean;
  /** When an attempt failed last, ms since the epoch: whoever tries is not stuck. */
  readonly troubledAt: number;
};

export type Verdict = 'well' | 'rebuild' | 'give-up';

export type WatchdogOptions = { readonly stuckAfterMs: number; readonly rebuildsMax: number };

/** Notices silent stops, of which kafkajs says nothing: lag without progress while the broker answers. */
export class Watchdog {
  readonly #progress = new Map<string, { committed: bigint | undefined; at: number }>();
  #joinedAt: number | undefined;
  #rebuilds = 0;
  #rebuiltAt = 0;

  constructor(private readonly options: WatchdogOptions) {}

  /** The broker did not answer: nobody can make progress, so that nobody is stuck. */
  unanswered(now: number): void {
    this.#joinedAt = now;
    for (const seen of this.#progress.values()) seen.at = now;
  }

  /** @param held what the group holds; undefined while it is not a member. */
  judge(positions: readonly Position[], held: readonly Held[] | undefined, now: number): Verdict {
    if (this.#isStuck(positions, held, now)) {
      if (now - this.#rebuiltAt < this.options.stuckAfterMs) return 'well';
      this.#rebuiltAt = now;
      this.#rebuilds += 1;
      return this.#rebuilds > this.options.rebuildsMax ? 'give-up' : 'rebuild';
    }
    if (held !== undefined && now - this.#rebuiltAt >= this.options.stuckAfterMs) this.#rebuilds = 0;
    return 'well';
  }

  #isStuck(positions: readonly Position[], held: readonly Held[] | undefined, now: number): boolean {
    if (held === undefined) {
      this.#joinedAt ??= now;
      return now - this.#joinedAt >= this.options.stuckAfterMs;
    }
    this.#joinedAt = undefined;
    let stuck = false;
    for (const position of positions) {
      const name = `${position.topic}[${position.partition}]`;
      const mine = held.find(
        ({ topic, partition }) => topic === position.topic && partition === position.partition,
      );
      if (mine === undefined) {
        this.#progress.delete(name);
        continue;
      }
      const seen = this.#progress.get(name);
      const idle = lagOf(position) === 0n;
      if (seen === undefined || seen.committed !== position.committed || idle || mine.inOutage)
        this.#progress.set(name, { committed: position.committed, at: now });
      else if (now - Math.max(seen.at, mine.troubledAt) >= this.options.stuckAfterMs) stuck = true;
    }
    return stuck;
  }
}

/** Messages that the group has not committed. */
export const lagOf = ({ low, high, committed }: Position): bigint => {
  const from = committed === undefined || committed < low ? low : committed;
  return high > from ? high - from : 0n;
};
