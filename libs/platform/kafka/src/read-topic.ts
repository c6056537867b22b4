import { randomUUID } from 'node:crypto';
import type { Received } from '@watch-tower/messaging';
import { createClient, retryOnce } from './client.js';
import { ReceivedRecord } from './received-record.js';
import { endsWithin } from './waiting.js';

export type ReadTopicOptions = {
  readonly brokers: readonly string[];
  readonly topic: string;
  /** Without a record for so long the reading is given up. */
  readonly idleTimeoutMs?: number;
};

/**
 * Reads a topic from its beginning to the end it has now, in a group of its own that is forgotten afterwards:
 * for tools and tests that look at what was published. Order is kept per partition.
 * @throws where the broker does not answer, the topic does not exist, or nothing comes for 30 s.
 */
export async function* readTopic({
  brokers,
  topic,
  idleTimeoutMs = 30_000,
}: ReadTopicOptions): AsyncGenerator<Received> {
  const groupId = `watchtower.read.${randomUUID()}`;
  const kafka = createClient(
    { brokers, clientId: 'watch-tower-read' },
    { requestTimeoutMs: 10_000, retry: { ...retryOnce, retries: 5 } },
  );
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map<number, bigint>();
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (BigInt(high) > BigInt(low)) ends.set(partition, BigInt(high));
    }
    if (ends.size === 0) return;
    const consumer = kafka.consumer({
      groupId,
      sessionTimeout: 10_000,
      maxWaitTimeInMs: 100,
      retry: { retries: 5 },
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      let hand = Promise.withResolvers<Received[]>();
      let taken = Promise.withResolvers<void>();
      await consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          const { partition, messages } = batch;
          const end = ends.get(partition);
          if (end === undefined) return;
          const records = messages
            .map((message) => new ReceivedRecord(topic, partition, message))
            .filter(({ offset }) => offset < end);
          if (BigInt(batch.lastOffset()) + 1n >= end) ends.delete(partition);
          hand.resolve(records);
          await taken.promise;
        },
      });
      consumer.on(consumer.events.CRASH, ({ payload }) => hand.reject(payload.error));
      do {
        const idle = setTimeout(
          () => hand.reject(new Error(`nothing came from ${topic} for ${idleTimeoutMs} ms`)),
          idleTimeoutMs,
        );
        const records = await hand.promise.finally(() => clearTimeout(idle));
        yield* records;
        hand = Promise.withResolvers();
        const wasTaken = taken;
        taken = Promise.withResolvers();
        wasTaken.resolve();
      } while (ends.size > 0);
    } finally {
      await endsWithin(consumer.disconnect(), 5_000);
      await endsWithin(admin.deleteGroups([groupId]), 5_000);
    }
  } finally {
    await admin.disconnect();
  }
}
