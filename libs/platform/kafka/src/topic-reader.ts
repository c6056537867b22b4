import { randomUUID } from 'node:crypto';
import type { Received } from '@watch-tower/messaging';
import kafkajs, { type Admin, type Consumer, type EachBatchPayload } from 'kafkajs';
import { createClient, retryOnce } from './client.js';
import { ReceivedRecord } from './received-record.js';
import { backoffMs, endsWithin, waitMs } from './waiting.js';

export type TopicReaderOptions = {
  readonly brokers: readonly string[];
  readonly topic: string;
  /** Without a record for so long, while some are missing, the reading is given up. */
  readonly idleTimeoutMs?: number;
};

/** A partition's first offset that is still there, and the one after the last. */
export type PartitionBounds = { readonly partition: number; readonly low: bigint; readonly high: bigint };

type Batch = {
  readonly partition: number;
  readonly records: readonly Received[];
  readonly next: bigint;
  readonly bytes: number;
};

const bytesAheadMax = 16 * 1024 * 1024;
const sessionTimeoutMs = 30_000;
const heartbeatMs = 2_000;
const attemptsMax = 6;

/** What is said of a group while its coordinator starts or moves. */
const coordinatorErrors = new Set([
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
]);

const isOfCoordinator = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSProtocolError && coordinatorErrors.has(error.type);

/**
 * Reads a topic from its beginning, and goes on from there as often as it is asked to. It is the one member of a group
 * of its own that commits nothing and is forgotten when the reader is closed: whatever befalls the group, reading goes
 * on where it was. Order is kept per partition; what is fetched ahead is bounded.
 */
export class TopicReader {
  readonly #positions = new Map<number, bigint>();
  readonly #fetchedTo = new Map<number, bigint>();
  readonly #batches: Batch[] = [];
  readonly #failure = Promise.withResolvers<never>();
  readonly #closing = new AbortController();
  #bytesAhead = 0;
  #came = Promise.withResolvers<void>();
  #taken = Promise.withResolvers<void>();

  private constructor(
    private readonly options: TopicReaderOptions,
    private readonly groupId: string,
    private readonly admin: Admin,
    private readonly consumer: Consumer,
  ) {
    this.#failure.promise.catch(() => undefined);
  }

  /** @throws where the broker does not answer or the topic does not exist. */
  static async open(options: TopicReaderOptions): Promise<TopicReader> {
    for (let attempt = 1; ; attempt += 1) {
      const reader = TopicReader.#make(options);
      try {
        await reader.#join();
        return reader;
      } catch (error) {
        await reader.close();
        if (!isOfCoordinator(error) || attempt === attemptsMax) throw error;
        await waitMs(backoffMs(attempt, 100, 1_000));
      }
    }
  }

  static #make(options: TopicReaderOptions): TopicReader {
    const groupId = `watchtower.read.${randomUUID()}`;
    const kafka = createClient(
      { brokers: options.brokers, clientId: 'watch-tower-read' },
      { requestTimeoutMs: 10_000, retry: { ...retryOnce, retries: 5 } },
    );
    const consumer = kafka.consumer({
      groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: heartbeatMs,
      maxWaitTimeInMs: 50,
      retry: { retries: 5 },
    });
    return new TopicReader(options, groupId, kafka.admin(), consumer);
  }

  /** Joins its group at the topic's beginning; kafkajs gives up at once on a coordinator that is still loading. */
  async #join(): Promise<void> {
    const { consumer } = this;
    await Promise.all([this.admin.connect(), consumer.connect()]);
    for (const { partition, low } of await this.bounds()) this.#positions.set(partition, low);
    await consumer.subscribe({ topic: this.options.topic, fromBeginning: true });
    consumer.on(consumer.events.CRASH, ({ payload }) => this.#failure.reject(payload.error));
    consumer.on(consumer.events.GROUP_JOIN, () => this.#goOn());
    await consumer.run({ autoCommit: false, eachBatch: (payload) => this.#take(payload) });
  }

  async bounds(): Promise<PartitionBounds[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const offsets = await this.admin.fetchTopicOffsets(this.options.topic);
        return offsets.map(({ partition, low, high }) => ({
          ...{ partition, low: BigInt(low), high: BigInt(high) },
        }));
      } catch (error) {
        // A partition without a leader, as after the broker's start: kafkajs gives up on offsets at once.
        const mayPass = error instanceof kafkajs.KafkaJSError && error.retriable;
        if (!mayPass || attempt === attemptsMax) throw error;
        await waitMs(backoffMs(attempt, 100, 1_000), this.#closing.signal);
      }
    }
  }

  /**
   * What stands between where the reader is and the end that the topic has now, at least; each batch is of one partition.
   * @throws where the broker is away for long, or nothing comes for 30 s.
   */
  async *toEnd(): AsyncGenerator<readonly Received[]> {
    const ends = new Map((await this.bounds()).map(({ partition, high }) => [partition, high]));
    const isBehind = (): boolean =>
      [...ends].some(([partition, end]) => (this.#positions.get(partition) ?? 0n) < end);
    while (isBehind()) {
      const { partition, next, records } = await this.#next();
      this.#positions.set(partition, next);
      if (records.length > 0) yield records;
    }
  }

  /** How many records stand between where the reader is and the end. */
  async remaining(): Promise<number> {
    const bounds = await this.bounds();
    return bounds.reduce(
      (sum, { partition, low, high }) => sum + Number(high - (this.#positions.get(partition) ?? low)),
      0,
    );
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#failure.reject(new Error('the reader is closed'));
    this.#taken.resolve();
    await endsWithin(this.consumer.disconnect(), 5_000);
    await endsWithin(this.admin.deleteGroups([this.groupId]), 5_000);
    await endsWithin(this.admin.disconnect(), 5_000);
  }

  async #next(): Promise<Batch> {
    const { idleTimeoutMs = 30_000, topic } = this.options;
    if (this.#batches.length === 0) {
      const came = Promise.race([this.#came.promise, this.#failure.promise]);
      if (!(await endsWithin(came, idleTimeoutMs)))
        throw new Error(`nothing came from ${topic} for ${idleTimeoutMs} ms`);
      await came;
    }
    const [batch] = this.#batches.splice(0, 1);
    if (batch === undefined) return this.#next();
    this.#bytesAhead -= batch.bytes;
    this.#taken.resolve();
    return batch;
  }

  async #take(payload: EachBatchPayload): Promise<void> {
    const { topic } = this.options;
    const { batch } = payload;
    const { partition } = batch;
    const from = this.#fetchedTo.get(partition) ?? 0n;
    const next = BigInt(batch.lastOffset()) + 1n;
    if (next <= from) return;
    const entries = batch.messages.filter(({ offset }) => BigInt(offset) >= from);
    const records = entries.map((entry) => new ReceivedRecord(topic, partition, entry));
    const bytes = entries.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    this.#fetchedTo.set(partition, next);
    this.#batches.push({ partition, records, next, bytes });
    this.#bytesAhead += bytes;
    this.#came.resolve();
    this.#came = Promise.withResolvers();
    while (this.#bytesAhead > bytesAheadMax && !this.#closing.signal.aborted) {
      this.#taken = Promise.withResolvers();
      await Promise.race([this.#taken.promise, waitMs(heartbeatMs, this.#closing.signal)]);
      await payload.heartbeat();
    }
  }

  /** After the group was formed anew, which knows of nothing that was read. */
  #goOn(): void {
    for (const [partition, offset] of this.#fetchedTo)
      this.consumer.seek({ topic: this.options.topic, partition, offset: String(offset) });
  }
}
