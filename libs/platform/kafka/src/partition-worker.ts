import type { Received, Subscription } from '@watch-tower/messaging';
import type { ConsumerLimits } from './limits.js';
import { LowWaterMark } from './low-water-mark.js';
import { PartitionQueue } from './partition-queue.js';
import { ReceivedRecord, type Entry } from './received-record.js';
import { Lanes, Slices, type Schedule, type Work } from './schedules.js';

/** Settles records; see `SliceRunner.run`. */
export type RunSlice = (
  records: readonly Received[],
  stop: AbortSignal,
  troubled: () => void,
) => Promise<boolean>;

export type PartitionWorkerOptions = {
  readonly topic: string;
  readonly partition: number;
  readonly subscription: Subscription;
  readonly limits: ConsumerLimits;
  readonly run: RunSlice;
  /** So many messages more are settled. */
  readonly onProgress: (worker: PartitionWorker, messages: number) => void;
};

/** Works through one partition that this process holds. */
export class PartitionWorker {
  readonly queue: PartitionQueue;
  readonly #mark = new LowWaterMark();
  readonly #schedule: Schedule;
  readonly #stop = new AbortController();
  readonly #stopped = Promise.withResolvers<void>();
  /** Why nothing may begin: a rebalance, a predecessor that is not done. */
  readonly #holds = new Set<string>();
  #running = 0;
  #begunAtMs = 0;
  /** Committed up to here. */
  committed: bigint | undefined;
  /** Whether kafkajs was told not to fetch it. */
  paused = false;
  /** When an attempt failed last: whoever tries is not stuck. */
  troubledAt = 0;

  constructor(private readonly options: PartitionWorkerOptions) {
    const { limits, subscription } = options;
    this.queue = new PartitionQueue({
      messagesMax: limits.queueMessagesMax,
      bytesMax: limits.queueBytesMax,
    });
    this.#schedule =
      subscription.mode === 'each'
        ? new Lanes(this.queue, this.#mark, subscription.keysAtOnceMax ?? limits.keysAtOnceMax)
        : new Slices(this.queue, this.#mark, subscription.sliceSizeMax ?? limits.sliceSizeMax);
  }

  get topic(): string {
    return this.options.topic;
  }

  get partition(): number {
    return this.options.partition;
  }

  /** Whether something is at work that began less than so long ago. */
  isBusySince(ageMsMax: number): boolean {
    return this.#running > 0 && performance.now() - this.#begunAtMs < ageMsMax;
  }

  /** The offset that may be committed; undefined when there is nothing new to commit. */
  get committable(): bigint | undefined {
    return this.#mark.value === this.committed ? undefined : this.#mark.value;
  }

  offer(entries: readonly Entry[], lastOffset: bigint): void {
    if (this.#stop.signal.aborted) return;
    this.queue.offer(entries, lastOffset);
    this.#pump();
  }

  /** Begins nothing new until released for the same reason. */
  hold(reason: string): void {
    this.#holds.add(reason);
  }

  release(reason: string): void {
    this.#holds.delete(reason);
    this.#pump();
  }

  /** Takes nothing more and gives up waiting; resolves once what runs has ended. */
  stop(): Promise<void> {
    this.#stop.abort();
    this.queue.clear();
    if (this.#running === 0) this.#stopped.resolve();
    return this.#stopped.promise;
  }

  #pump(): void {
    while (!this.#stop.signal.aborted && this.#holds.size === 0) {
      const work = this.#schedule.next();
      if (work === undefined) return;
      void this.#handle(work);
    }
  }

  async #handle(work: Work): Promise<void> {
    const { topic, partition, run, onProgress } = this.options;
    this.#running += 1;
    this.#begunAtMs = performance.now();
    const records = work.entries.map((entry) => new ReceivedRecord(topic, partition, entry));
    const settled = await run(records, this.#stop.signal, () => (this.troubledAt = Date.now()));
    this.#running -= 1;
    if (settled) {
      this.#mark.finish(work.stretch);
      this.#schedule.finished(work);
      onProgress(this, records.length);
      this.#pump();
    }
    if (this.#stop.signal.aborted && this.#running === 0) this.#stopped.resolve();
  }
}
