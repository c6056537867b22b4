import { deadLetterTopicOf } from '@watch-tower/contracts';
import { originOf, type Origin, type Received } from '@watch-tower/messaging';
import kafkajs, { type Admin, type EachBatchPayload, type Kafka } from 'kafkajs';
import { createClient, retryOnce } from './client.js';
import { ReceivedRecord } from './received-record.js';
import { endsWithin } from './waiting.js';

export type ReplayOptions = {
  readonly brokers: readonly string[];
  /** The consumer group whose dead letters are put back, e.g. `gateway.find-trips`. */
  readonly group: string;
  /** Which to put back; the headers tell origin (`dlq_topic` …), reason and type. All, where it is absent. */
  readonly filter?: (letter: Received) => boolean;
  /** Without progress for so long the replay is given up. */
  readonly idleTimeoutMs?: number;
};

export type ReplayResult = {
  readonly replayed: number;
  /** Left out by the filter; they stay, and so does everything after the first of them. */
  readonly skipped: number;
  /** The same origin stood on the topic more than once. */
  readonly repeated: number;
  /** Records of the topic that name no origin. */
  readonly unknown: number;
};

/**
 * Puts a group's dead letters back on their topics, with the key, headers and value they had, up to the end
 * that the dead-letter topic has now. Each origin once per run; progress is committed under a group of its
 * own, so that the next run goes on from there. Every group that reads the origin's topic sees the record
 * again and, being idempotent, takes no notice.
 * @throws where the broker does not answer, or a replay of this group is running already.
 */
export const replayDeadLetters = async (options: ReplayOptions): Promise<ReplayResult> => {
  const { brokers, group } = options;
  const kafka = createClient(
    { brokers, clientId: 'watch-tower-replay' },
    { requestTimeoutMs: 10_000, retry: { ...retryOnce, retries: 5 } },
  );
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await new Replay(
      kafka,
      admin,
      options,
      deadLetterTopicOf(group),
      `watchtower.replay.${group}`,
    ).run();
  } finally {
    await admin.disconnect();
  }
};

type Tally = { -readonly [Key in keyof ReplayResult]: ReplayResult[Key] };

class Replay {
  readonly #tally: Tally = { replayed: 0, skipped: 0, repeated: 0, unknown: 0 };
  readonly #seen = new Set<string>();
  /** Partitions to read, each with the offset to stop at. */
  readonly #open = new Map<number, bigint>();
  /** Partitions in which a letter was left out: nothing after it may be committed. */
  readonly #left = new Set<number>();
  readonly #done = Promise.withResolvers<void>();
  #progressAt = Date.now();

  constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly options: ReplayOptions,
    private readonly topic: string,
    private readonly groupId: string,
  ) {}

  async run(): Promise<ReplayResult> {
    await this.#findEnds();
    if (this.#open.size === 0) return this.#tally;
    const producer = this.kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    const consumer = this.kafka.consumer({
      groupId: this.groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: 10_000,
      maxWaitTimeInMs: 100,
      retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    try {
      await Promise.all([producer.connect(), consumer.connect()]);
      consumer.on(consumer.events.CRASH, ({ payload }) => this.#done.reject(payload.error));
      await consumer.subscribe({ topic: this.topic, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatch: async (payload) => {
          const putBack = async (origins: readonly Origin[]): Promise<void> => {
            for (const { topic, key, headers, value } of origins)
              await producer.send({ topic, acks: -1, messages: [{ key, headers, value }] });
          };
          // Nothing may leave the handler, or kafkajs judges it (measured.md, faults 1 and 2).
          await this.#replay(payload, putBack).catch((error: unknown) => this.#done.reject(error));
        },
      });
      await this.#finish();
    } finally {
      await Promise.all([consumer, producer].map((client) => endsWithin(client.disconnect(), 5_000)));
    }
    return this.#tally;
  }

  async #findEnds(): Promise<void> {
    const { groups } = await this.admin.describeGroups([this.groupId]);
    if (groups.some(({ members }) => members.length > 0))
      throw new Error(`a replay of ${this.options.group} is running already`);
    const [stands] = await this.admin.fetchOffsets({ groupId: this.groupId, topics: [this.topic] });
    const committed = new Map(stands?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
    for (const { partition, low, high } of await this.admin.fetchTopicOffsets(this.topic)) {
      const from = committed.get(partition) ?? -1n;
      if (BigInt(high) > (from > BigInt(low) ? from : BigInt(low))) this.#open.set(partition, BigInt(high));
    }
  }

  async #replay(
    payload: EachBatchPayload,
    putBack: (origins: readonly Origin[]) => Promise<void>,
  ): Promise<void> {
    const { batch } = payload;
    const { partition } = batch;
    const end = this.#open.get(partition);
    if (end === undefined) return;
    const letters = batch.messages
      .map((message) => new ReceivedRecord(this.topic, partition, message))
      .filter(({ offset }) => offset < end);
    let settled: bigint | undefined;
    const origins: Origin[] = [];
    for (const letter of letters) {
      const origin = this.#choose(letter, partition);
      if (origin !== undefined) origins.push(origin);
      if (!this.#left.has(partition)) settled = letter.offset + 1n;
    }
    await putBack(origins);
    this.#tally.replayed += origins.length;
    if (settled !== undefined)
      await payload.commitOffsetsIfNecessary({
        topics: [{ topic: this.topic, partitions: [{ partition, offset: String(settled) }] }],
      });
    this.#progressAt = Date.now();
    if (BigInt(batch.lastOffset()) + 1n >= end) this.#open.delete(partition);
    if (this.#open.size === 0) this.#done.resolve();
  }

  #choose(letter: Received, partition: number): Origin | undefined {
    const origin = originOf(letter);
    if (origin === undefined) {
      this.#tally.unknown += 1;
      return undefined;
    }
    if (this.options.filter?.(letter) === false) {
      this.#tally.skipped += 1;
      this.#left.add(partition);
      return undefined;
    }
    const name = `${origin.topic}[${origin.partition}]@${origin.offset}`;
    if (this.#seen.has(name)) {
      this.#tally.repeated += 1;
      return undefined;
    }
    this.#seen.add(name);
    return origin;
  }

  async #finish(): Promise<void> {
    const idleMs = this.options.idleTimeoutMs ?? 30_000;
    const timer = setInterval(() => {
      if (Date.now() - this.#progressAt > idleMs)
        this.#done.reject(new Error(`no progress for ${idleMs} ms; ${this.#tally.replayed} were put back`));
    }, 1_000);
    try {
      await this.#done.promise;
    } finally {
      clearInterval(timer);
    }
  }
}
