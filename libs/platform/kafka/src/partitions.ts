import type { Entry } from './received-record.js';
import type { PartitionWorker } from './partition-worker.js';

/** A position to commit. */
export type Offset = { readonly topic: string; readonly partition: number; readonly offset: bigint };

const rebalance = 'rebalance';
const predecessor = 'predecessor';

export const partitionName = (topic: string, partition: number): string => `${topic}[${partition}]`;

/** The partitions that this process holds in a group, each with its worker. */
export class Partitions {
  readonly #workers = new Map<string, PartitionWorker>();
  /** Lost, with a slice still running: whoever gets the partition back waits for it. */
  readonly #ending = new Map<string, Promise<void>>();

  #stopped = false;

  constructor(private readonly work: (topic: string, partition: number) => PartitionWorker) {}

  get workers(): IterableIterator<PartitionWorker> {
    return this.#workers.values();
  }

  get size(): number {
    return this.#workers.size;
  }

  get(topic: string, partition: number): PartitionWorker | undefined {
    return this.#workers.get(partitionName(topic, partition));
  }

  isBusySince(ageMsMax: number): boolean {
    for (const worker of this.#workers.values()) if (worker.isBusySince(ageMsMax)) return true;
    return false;
  }

  /** A rebalance has begun: what is taken now may be another's when it is done. */
  hold(): void {
    for (const worker of this.#workers.values()) worker.hold(rebalance);
  }

  /**
   * The rebalance is over. Lost partitions are dropped, with what was fetched of them; of those that stay
   * the broker delivers again from the last commit, so that their queues begin empty too.
   */
  assign(assignment: Readonly<Record<string, readonly number[]>>): void {
    const assigned = new Map(
      Object.entries(assignment).flatMap(([topic, numbers]) =>
        numbers.map((partition) => [partitionName(topic, partition), { topic, partition }] as const),
      ),
    );
    for (const [name, worker] of this.#workers) if (!assigned.has(name)) this.#drop(name, worker);
    if (this.#stopped) return;
    for (const [name, { topic, partition }] of assigned) {
      const kept = this.#workers.get(name);
      if (kept === undefined) this.#add(name, this.work(topic, partition));
      else {
        kept.queue.clear();
        kept.paused = false;
        kept.release(rebalance);
      }
    }
  }

  offer(
    topic: string,
    partition: number,
    entries: readonly Entry[],
    lastOffset: bigint,
  ): PartitionWorker | undefined {
    const worker = this.get(topic, partition);
    worker?.offer(entries, lastOffset);
    return worker;
  }

  /** The broker no longer has what was to be read next and begins again at its first record. */
  rewind(topic: string, partition: number): void {
    const name = partitionName(topic, partition);
    const worker = this.#workers.get(name);
    if (worker === undefined) return;
    this.#drop(name, worker);
    this.#add(name, this.work(topic, partition));
  }

  /** What is handled and not committed yet, of the partitions that are held now. */
  committable(): Offset[] {
    return [...this.#workers.values()].flatMap(({ topic, partition, committable: offset }) =>
      offset === undefined ? [] : [{ topic, partition, offset }],
    );
  }

  committed(offsets: readonly Offset[]): void {
    for (const { topic, partition, offset } of offsets) {
      const worker = this.get(topic, partition);
      if (worker !== undefined) worker.committed = offset;
    }
  }

  /** Takes nothing more; resolves once everything that runs has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([
      ...[...this.#workers.values()].map((worker) => worker.stop()),
      ...this.#ending.values(),
    ]);
  }

  #add(name: string, worker: PartitionWorker): void {
    this.#workers.set(name, worker);
    const ending = this.#ending.get(name);
    if (ending === undefined) return;
    worker.hold(predecessor);
    void ending.then(() => worker.release(predecessor));
  }

  #drop(name: string, worker: PartitionWorker): void {
    this.#workers.delete(name);
    // A predecessor of its own may still be running: both must be done.
    const ending = Promise.all([this.#ending.get(name), worker.stop()]).then(() => {
      if (this.#ending.get(name) === ending) this.#ending.delete(name);
    });
    this.#ending.set(name, ending);
  }
}
