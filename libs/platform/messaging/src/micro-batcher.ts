import { severityOf } from '@watch-tower/errors';

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly weight: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

export type MicroBatcherOptions<Item, Result> = {
  /** Does the work of all items at once; answers in their order. All or nothing. */
  readonly flush: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** What an item counts towards the bounds. */
  readonly weightOf: (item: Item) => number;
  readonly flushWeightMax: number;
  /** For callers who would rather hear a no than wait; without it all wait as long as it takes. */
  readonly patience?: {
    readonly waitingWeightMax: number;
    /** An item that was not done by then is given up; a flush that hangs lets nobody else wait for it. */
    readonly deadlineMs: number;
    /** The error for whoever finds no place or waited too long. */
    readonly overloaded: () => Error;
  };
  readonly observe?: (flush: { readonly weight: number; readonly durationMs: number }) => void;
};

/**
 * Group commit: everything that came while the last flush was running shares the next one. One flush at a
 * time, no timer while idle; an item alone waits for nothing but the turn of the event loop.
 */
export class MicroBatcher<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private waitingWeight = 0;
  private running = false;
  private stalled = false;

  constructor(private readonly options: MicroBatcherOptions<Item, Result>) {}

  /**
   * Resolves once the item's flush is done.
   * @throws the flush's error, or the `overloaded` one: then the item may still be carried out later.
   */
  add(item: Item): Promise<Result> {
    const weight = this.options.weightOf(item);
    const { patience } = this.options;
    if (patience && (this.stalled || this.waitingWeight + weight > patience.waitingWeightMax)) {
      return Promise.reject(patience.overloaded());
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, weight, resolve, reject });
      this.waitingWeight += weight;
      if (this.running) return;
      this.running = true;
      // After the turn that reads the sockets: requests that came in one turn share the first flush too.
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) await this.flushInTime(this.take());
    this.running = false;
  }

  private take(): Waiting<Item, Result>[] {
    let weight = 0;
    let count = 0;
    for (const one of this.waiting) {
      if (count > 0 && weight + one.weight > this.options.flushWeightMax) break;
      weight += one.weight;
      count++;
    }
    this.waitingWeight -= weight;
    return this.waiting.splice(0, count);
  }

  private async flushInTime(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    const { patience } = this.options;
    const late = patience && setTimeout(() => this.giveUp(batch, patience.overloaded), patience.deadlineMs);
    const startedAt = performance.now();
    await this.settle(batch);
    clearTimeout(late);
    this.stalled = false;
    this.options.observe?.({
      weight: batch.reduce((sum, { weight }) => sum + weight, 0),
      durationMs: performance.now() - startedAt,
    });
  }

  private giveUp(batch: readonly Waiting<Item, Result>[], overloaded: () => Error): void {
    this.stalled = true;
    for (const one of [...batch, ...this.waiting]) one.reject(overloaded());
    this.waiting = [];
    this.waitingWeight = 0;
  }

  private async settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.options.flush(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new RangeError('a flush must answer every item');
      batch.forEach((one, index) => one.resolve(results[index] as Result));
    } catch (error) {
      if (batch.length === 1 || severityOf(error) !== 'fault') {
        for (const one of batch) one.reject(error);
        return;
      }
      // Something in one of them: the fault of one must not be everybody's.
      for (const one of batch) await this.settle([one]);
    }
  }
}

/**
 * Handles slices of several partitions together: those that come while one piece of work is under way share the
 * next, so that a busy consumer pays for a transaction once and not once per partition. Each partition waits for
 * its own slice, as before, and the fault of one slice is its own.
 */
export const mergedSlices = <Message>(
  handle: (messages: readonly Message[]) => Promise<unknown>,
  messagesMax: number,
): ((messages: readonly Message[]) => Promise<void>) => {
  const batcher = new MicroBatcher<readonly Message[], void>({
    weightOf: ({ length }) => length,
    flushWeightMax: messagesMax,
    flush: async (slices) => {
      await handle(slices.flat());
      return slices.map(() => undefined);
    },
  });
  return (messages) => batcher.add(messages);
};
