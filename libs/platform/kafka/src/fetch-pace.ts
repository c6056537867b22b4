import { waitMs } from './waiting.js';

/** Slices at work are waited for until they are so old: a slow partition must not stop the others. */
export const patienceMs = 25;

type PaceOptions = {
  /** Fetches begin so far apart at least. */
  readonly lingerMs: number;
  /** Whether slices are at work whose successors would come too soon. */
  readonly isBusy: () => boolean;
};

/**
 * When a group fetches next. A fetch, and the slices made of it, cost much the same for one message as for hundreds:
 * what comes while slices are at work is fetched once they are done, together.
 */
export class FetchPace {
  #begunAtMs = Number.NEGATIVE_INFINITY;
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(private readonly options: PaceOptions) {}

  async untilNext(): Promise<void> {
    const { lingerMs, isBusy } = this.options;
    const restMs = this.#begunAtMs + lingerMs - performance.now();
    if (restMs > 0) await waitMs(restMs);
    if (isBusy()) {
      const idle = Promise.withResolvers<void>();
      this.#idle = idle;
      const enough = setTimeout(idle.resolve, patienceMs);
      await idle.promise;
      clearTimeout(enough);
      this.#idle = undefined;
    }
    this.#begunAtMs = performance.now();
  }

  /** A slice has ended. */
  progressed(): void {
    if (this.#idle !== undefined && !this.options.isBusy()) this.#idle.resolve();
  }
}
