import {
  MessageTooLargeError,
  sizeBytesOf,
  type OutgoingRecord,
  type Publisher,
} from '@watch-tower/messaging';
import type { Producer, TopicMessages } from 'kafkajs';
import { createClient, retryNever, type Connection } from './client.js';
import { keyPartitioner } from './partitioner.js';
import { backoffMs, endsWithin, waitMs } from './waiting.js';

export type KafkaPublisherOptions = Connection & {
  /** Bytes in one request, and so in one record; below the broker's `message.max.bytes` (1,048,588). */
  readonly requestBytesMax?: number;
  /** No new attempt begins after this. An attempt under way takes `requestTimeoutMs` more at most. */
  readonly publishTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
};

/**
 * Publishes in order, acknowledged by all in-sync replicas.
 *
 * Order: one request is under way at a time, and what follows is sent only after its acknowledgement, so
 * that no retry overtakes anything. When the answer is lost the same records are sent again and may stand on
 * the topic twice, in order, under the same `ce_id`; readers are idempotent (rule 2).
 *
 * kafkajs's idempotent producer is not used: it orders no better with one request at a time, a lost answer
 * leaves its sequence numbers at odds with the broker's, and the empty batches that the broker keeps for it
 * on compacted topics are read by kafkajs again and again.
 */
export class KafkaPublisher implements Publisher {
  readonly #producer: Producer;
  readonly #requestBytesMax: number;
  readonly #publishTimeoutMs: number;
  readonly #requestTimeoutMs: number;
  #connected = false;
  #closed = false;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: KafkaPublisherOptions) {
    this.#requestBytesMax = options.requestBytesMax ?? 900_000;
    this.#publishTimeoutMs = options.publishTimeoutMs ?? 2_000;
    this.#requestTimeoutMs = options.requestTimeoutMs ?? 3_000;
    this.#producer = createClient(options, {
      requestTimeoutMs: this.#requestTimeoutMs,
      // Its own retries would go on for 22 s, and after we gave up.
      retry: retryNever,
    }).producer({
      allowAutoTopicCreation: false,
      createPartitioner: keyPartitioner,
    });
  }

  /** Makes no connection yet: the broker may be away. */
  static create(options: KafkaPublisherOptions): KafkaPublisher {
    return new KafkaPublisher(options);
  }

  /**
   * Publishes all, in order per key. Calls are served one after the other.
   * @throws MessageTooLargeError before anything is sent, naming every record that no broker will take.
   * @throws Error within some seconds where the broker does not answer: any of the records may or may not
   * stand on their topic, and all of them are to be sent again.
   */
  publish(records: readonly OutgoingRecord[]): Promise<void> {
    const turn = this.#last.then(() => this.#publish(records));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Lets what is under way finish, and disconnects. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
    if (this.#connected) await endsWithin(this.#producer.disconnect(), 5_000);
  }

  async #publish(records: readonly OutgoingRecord[]): Promise<void> {
    const requests = requestsOf(records, this.#requestBytesMax);
    const deadline = Date.now() + this.#publishTimeoutMs;
    for (const request of requests) await this.#send(request, deadline);
  }

  async #send(records: readonly OutgoingRecord[], deadline: number): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (this.#closed) throw new Error('the publisher is closed');
        if (!this.#connected) await this.#producer.connect();
        this.#connected = true;
        await this.#producer.sendBatch({
          acks: -1,
          timeout: this.#requestTimeoutMs,
          topicMessages: byTopic(records),
        });
        return;
      } catch (error) {
        if (isTooLarge(error)) return this.#sendHalves(records, deadline);
        const pauseMs = backoffMs(attempt, 50, 500);
        if (this.#closed || Date.now() + pauseMs > deadline) throw error;
        await waitMs(pauseMs);
      }
    }
  }

  /** A topic's own limit is lower than ours: only the broker can say which record it will not take. */
  async #sendHalves(records: readonly OutgoingRecord[], deadline: number): Promise<void> {
    if (records.length === 1) throw new MessageTooLargeError(records, this.#requestBytesMax);
    const middle = Math.ceil(records.length / 2);
    await this.#send(records.slice(0, middle), deadline);
    await this.#send(records.slice(middle), deadline);
  }
}

/** Cuts records into requests that a broker takes, in order. @throws MessageTooLargeError */
const requestsOf = (records: readonly OutgoingRecord[], bytesMax: number): OutgoingRecord[][] => {
  const tooLarge: OutgoingRecord[] = [];
  const requests: OutgoingRecord[][] = [];
  let current: OutgoingRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = sizeBytesOf(record);
    if (size > bytesMax) tooLarge.push(record);
    if (bytes + size > bytesMax && current.length > 0) {
      requests.push(current);
      current = [];
      bytes = 0;
    }
    current.push(record);
    bytes += size;
  }
  if (tooLarge.length > 0) throw new MessageTooLargeError(tooLarge, bytesMax);
  if (current.length > 0) requests.push(current);
  return requests;
};

const byTopic = (records: readonly OutgoingRecord[]): TopicMessages[] =>
  [...Map.groupBy(records, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
    topic,
    messages: ofTopic.map(({ key, headers, value }) => ({ key, headers, value })),
  }));

/** kafkajs wraps what the broker answered. */
const isTooLarge = (error: unknown): boolean =>
  error instanceof Error &&
  (('type' in error && error.type === 'MESSAGE_TOO_LARGE') || isTooLarge(error.cause));
