import type { Logger } from '@watch-tower/messaging';
import type { ConsumerMetrics } from './consumer-metrics.js';

/** Who waits for a backing service: one token for each handler that does. */
export type Waiter = { readonly partition: string };

/**
 * The outages that a group waits for. However many partitions wait, an outage is told twice: when it begins
 * and when it is over.
 */
export class Outages {
  readonly #waiters = new Map<Waiter, number>();
  #beganAt = 0;

  constructor(
    private readonly group: string,
    private readonly log: Logger,
    private readonly metrics: ConsumerMetrics,
  ) {}

  began(waiter: Waiter, error: unknown): void {
    if (this.#waiters.has(waiter)) return;
    if (this.#waiters.size === 0) {
      this.#beganAt = Date.now();
      const reason = error instanceof Error ? error.message : String(error);
      this.log.warn(
        { group: this.group, partition: waiter.partition, reason },
        'an outage pauses partitions',
      );
    }
    this.#waiters.set(waiter, Date.now());
    this.#count();
  }

  ended(waiter: Waiter): void {
    if (!this.#waiters.delete(waiter)) return;
    this.#count();
    if (this.#waiters.size > 0) return;
    this.log.info({ group: this.group, durationMs: Date.now() - this.#beganAt }, 'the outage is over');
  }

  /** Whether anyone waits: in all, or on one partition (`topic[number]`). */
  present(partition?: string): boolean {
    if (partition === undefined) return this.#waiters.size > 0;
    return this.#partitions().has(partition);
  }

  #partitions(): Set<string> {
    return new Set([...this.#waiters.keys()].map((waiter) => waiter.partition));
  }

  #count(): void {
    this.metrics.paused.set({ group: this.group, reason: 'outage' }, this.#partitions().size);
  }
}
