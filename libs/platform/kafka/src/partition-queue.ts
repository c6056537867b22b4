import type { Entry } from './received-record.js';

export type Taken = {
  readonly entries: readonly Entry[];
  /** Everything below this offset has been taken. */
  readonly end: bigint;
};

export type QueueLimits = {
  /** From here on the partition is paused. */
  readonly messagesMax: number;
  readonly bytesMax: number;
};

/** What an entry weighs beside its value: key, headers and the objects that hold them. */
const entryOverheadBytes = 512;

const weightOf = (entry: Entry): number => entryOverheadBytes + (entry.value?.length ?? 0);

/**
 * What was fetched of one partition and not yet taken, in order and without repetition: after a rebalance
 * the broker delivers again from the last commit, and what is known is skipped.
 */
export class PartitionQueue {
  #entries: Entry[] = [];
  #head = 0;
  #bytes = 0;
  /** The first offset that is not known yet. */
  #next = 0n;
  #taken = 0n;

  constructor(private readonly limits: QueueLimits) {}

  get size(): number {
    return this.#entries.length - this.#head;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** High-water mark reached: fetch no more. */
  get isFull(): boolean {
    return this.size >= this.limits.messagesMax || this.#bytes >= this.limits.bytesMax;
  }

  /** Low-water mark reached, half of the high one: fetch again, before the worker runs dry. */
  get hasRoom(): boolean {
    return this.size <= this.limits.messagesMax / 2 && this.#bytes <= this.limits.bytesMax / 2;
  }

  /** @param lastOffset of the fetched batch, which may lie above its last entry (compaction, control records). */
  offer(entries: readonly Entry[], lastOffset: bigint): void {
    const first = entries[0];
    const allNew = first === undefined || BigInt(first.offset) >= this.#next;
    for (const entry of entries) {
      if (!allNew && BigInt(entry.offset) < this.#next) continue;
      this.#entries.push(entry);
      this.#bytes += weightOf(entry);
    }
    if (lastOffset >= this.#next) this.#next = lastOffset + 1n;
  }

  /** Up to `max` entries in order; undefined when there are none. */
  take(max: number): Taken | undefined {
    const entries = this.#entries.slice(this.#head, this.#head + max);
    const last = entries.at(-1);
    if (last === undefined) return undefined;
    this.#head += entries.length;
    for (const entry of entries) this.#bytes -= weightOf(entry);
    if (this.size === 0) {
      this.#entries = [];
      this.#head = 0;
    } else if (this.#head > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    this.#taken = this.size === 0 ? this.#next : BigInt(last.offset) + 1n;
    return { entries, end: this.#taken };
  }

  /** Forgets what was not taken; it will be delivered again. */
  clear(): void {
    this.#entries = [];
    this.#head = 0;
    this.#bytes = 0;
    this.#next = this.#taken;
  }
}
