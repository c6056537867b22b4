import type { LowWaterMark, Stretch } from './low-water-mark.js';
import type { PartitionQueue } from './partition-queue.js';
import type { Entry } from './received-record.js';

/** What is handed to a handler at once. */
export type Work = { readonly entries: readonly Entry[]; readonly stretch: Stretch; readonly lane: string };

/** Decides what of a partition may be handled next, so that order is kept where order matters. */
export type Schedule = {
  /** Undefined when nothing may begin now. */
  next(): Work | undefined;
  finished(work: Work): void;
};

/** One slice of the partition at a time. */
export class Slices implements Schedule {
  #busy = false;

  constructor(
    private readonly queue: PartitionQueue,
    private readonly mark: LowWaterMark,
    private readonly sliceSizeMax: number,
  ) {}

  next(): Work | undefined {
    if (this.#busy) return undefined;
    const taken = this.queue.take(this.sliceSizeMax);
    if (taken === undefined) return undefined;
    this.#busy = true;
    return { entries: taken.entries, stretch: this.mark.begin(taken.end), lane: '' };
  }

  finished(): void {
    this.#busy = false;
  }
}

/** How many messages may wait behind busy keys, for each key at once, before the partition waits for them. */
const waitingPerKey = 16;

/** One message of a key at a time, several keys at once. */
export class Lanes implements Schedule {
  /** Keys at work, each with what waits behind it. */
  readonly #lanes = new Map<string, Work[]>();
  readonly #ready: Work[] = [];
  #waiting = 0;

  constructor(
    private readonly queue: PartitionQueue,
    private readonly mark: LowWaterMark,
    private readonly keysAtOnceMax: number,
  ) {}

  next(): Work | undefined {
    const ready = this.#ready.shift();
    if (ready !== undefined) return ready;
    while (this.#lanes.size < this.keysAtOnceMax && this.#waiting < this.keysAtOnceMax * waitingPerKey) {
      const taken = this.queue.take(1);
      if (taken === undefined) return undefined;
      // Records without a key share a lane: nobody said that their order does not matter.
      const lane = taken.entries[0]?.key?.toString('utf8') ?? '';
      const work: Work = { entries: taken.entries, stretch: this.mark.begin(taken.end), lane };
      const before = this.#lanes.get(lane);
      if (before === undefined) {
        this.#lanes.set(lane, []);
        return work;
      }
      before.push(work);
      this.#waiting += 1;
    }
    return undefined;
  }

  finished({ lane }: Work): void {
    const following = this.#lanes.get(lane)?.shift();
    if (following === undefined) {
      this.#lanes.delete(lane);
      return;
    }
    this.#waiting -= 1;
    this.#ready.push(following);
  }
}
