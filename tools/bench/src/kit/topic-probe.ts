import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { withAdmin } from './topics.js';

/** Looks on at topics from their end on, beside whoever reads them. `at` is on the clock of `performance.now()`. */
export const probeTopics = async (
  brokers: readonly string[],
  topics: readonly string[],
  onMessage: (topic: string, value: Buffer, atMs: number) => void,
): Promise<() => Promise<void>> => {
  const groupId = `bench.probe.${randomUUID()}`;
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: false });
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.FETCH, () => resolve()));
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch: { topic, messages } }) => {
      const atMs = performance.now();
      for (const { value } of messages) if (value !== null) onMessage(topic, value, atMs);
      return Promise.resolve();
    },
  });
  await joined;
  return async () => {
    await consumer.disconnect();
    await withAdmin(brokers, async (admin) => void (await admin.deleteGroups([groupId])));
  };
};
