import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { ConsumerLimits } from './limits.js';
import type { Offset } from './partitions.js';
import type { Entry } from './received-record.js';
import { endsWithin } from './waiting.js';

export type SessionOptions = {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topics: readonly { readonly name: string; readonly fromBeginning: boolean }[];
  readonly limits: ConsumerLimits;
};

export type SessionEvents = {
  onJoined(assignment: Readonly<Record<string, readonly number[]>>): void;
  onRebalancing(): void;
  /** Must return at once: kafkajs fetches nothing more until it has. */
  onBatch(batch: { topic: string; partition: number; entries: readonly Entry[]; lastOffset: bigint }): void;
};

/** A consumer that cannot be disconnected is left behind after so long; what it still delivers is ignored. */
const disconnectTimeoutMs = 5_000;

/**
 * One kafkajs consumer from its first connection to its end. It never restarts by itself: whatever ends it
 * (its crash, an error on the way in, our wish), another session follows, so that there is one way back.
 */
export class ConsumerSession {
  readonly #consumer: Consumer;
  readonly #ended = Promise.withResolvers<string>();
  #live = true;
  /** Commits by the generation that delivered last, without kafkajs's own retries into the next one. */
  #commit: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  joined = false;
  lastHeartbeatAt: number | undefined;
  lastFetchAt: number | undefined;

  constructor(
    private readonly options: SessionOptions,
    private readonly events: SessionEvents,
  ) {
    const { groupId, kafka, limits } = options;
    this.#consumer = kafka.consumer({
      groupId,
      sessionTimeout: limits.sessionTimeoutMs,
      rebalanceTimeout: 2 * limits.sessionTimeoutMs,
      heartbeatInterval: limits.heartbeatIntervalMs,
      maxWaitTimeInMs: limits.fetchWaitMs,
      maxBytesPerPartition: limits.fetchBytesPerPartitionMax,
      allowAutoTopicCreation: false,
      retry: {
        retries: 5,
        initialRetryTime: 100,
        maxRetryTime: 1_000,
        restartOnFailure: () => Promise.resolve(false),
      },
    });
  }

  /** Resolves, once the consumer is disconnected, with the reason why it ended. Never rejects. */
  async run(): Promise<string> {
    this.#listen();
    this.#open().catch((error: unknown) => this.end(error instanceof Error ? error.message : String(error)));
    const reason = await this.#ended.promise;
    this.#live = false;
    this.joined = false;
    await endsWithin(this.#consumer.disconnect(), disconnectTimeoutMs);
    return reason;
  }

  end(reason: string): void {
    this.#ended.resolve(reason);
  }

  /** @returns whether kafkajs took the wish; it takes none outside of a group, and the next join forgets it. */
  pause(topic: string, partition: number): boolean {
    if (this.joined) this.#consumer.pause([{ topic, partitions: [partition] }]);
    return this.joined;
  }

  resume(topic: string, partition: number): boolean {
    if (this.joined) this.#consumer.resume([{ topic, partitions: [partition] }]);
    return this.joined;
  }

  /** Reads on at an offset; to be wished for after every join, for the next one forgets it. */
  seek({ topic, partition, offset }: Offset): void {
    this.#consumer.seek({ topic, partition, offset: String(offset) });
  }

  /** @throws where the broker refused, or nothing was delivered yet in whose name to commit. */
  async commit(offsets: readonly Offset[]): Promise<void> {
    if (this.#commit === undefined) throw new Error('this consumer has not been delivered anything yet');
    const byTopic = Map.groupBy(offsets, ({ topic }) => topic);
    await this.#commit({
      topics: [...byTopic].map(([topic, positions]) => ({
        topic,
        partitions: positions.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
      })),
    });
  }

  #listen(): void {
    const { CRASH, DISCONNECT, FETCH, GROUP_JOIN, HEARTBEAT, REBALANCING, STOP } = this.#consumer.events;
    const on = this.#consumer.on.bind(this.#consumer);
    on(HEARTBEAT, () => (this.lastHeartbeatAt = Date.now()));
    on(FETCH, () => (this.lastFetchAt = Date.now()));
    on(REBALANCING, () => {
      if (this.#live) this.events.onRebalancing();
    });
    on(GROUP_JOIN, ({ payload }) => {
      if (!this.#live) return;
      this.joined = true;
      this.lastHeartbeatAt = Date.now();
      this.events.onJoined(payload.memberAssignment);
    });
    on(CRASH, ({ payload }) => this.end(payload.error.message));
    on(STOP, () => {
      this.joined = false;
      this.end('it stopped');
    });
    on(DISCONNECT, () => this.end('it disconnected'));
  }

  async #open(): Promise<void> {
    await this.#consumer.connect();
    for (const { name, fromBeginning } of this.options.topics)
      await this.#consumer.subscribe({ topic: name, fromBeginning });
    await this.#consumer.run({
      autoCommit: false,
      eachBatch: (payload) => {
        const { batch } = payload;
        if (!this.#live) return Promise.resolve();
        this.#commit = (offsets) => payload.commitOffsetsIfNecessary(offsets);
        this.events.onBatch({
          topic: batch.topic,
          partition: batch.partition,
          entries: batch.messages,
          lastOffset: BigInt(batch.lastOffset()),
        });
        return Promise.resolve();
      },
    });
  }
}
