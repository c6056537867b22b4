/**
 * A process with as many kafkajs clients as a service has, at rest: consumers, a producer, an admin. kafkajs as
 * npm delivers it: nothing in this program patches it.
 */
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';

const { BENCH_BROKERS = '', BENCH_TOPICS = '', BENCH_CONSUMERS = '', BENCH_FETCH_WAIT_MS = '' } = process.env;
const topics = BENCH_TOPICS.split(',');
const clients = () =>
  new kafkajs.Kafka({
    brokers: BENCH_BROKERS.split(','),
    clientId: 'bench-idle',
    logLevel: kafkajs.logLevel.NOTHING,
  });

const groups = Array.from({ length: Number(BENCH_CONSUMERS) }, () => `bench.idle.${randomUUID()}`);
const producer = clients().producer();
const admin = clients().admin();
const consumers = groups.map((groupId) =>
  clients().consumer({
    groupId,
    sessionTimeout: 10_000,
    heartbeatInterval: 2_000,
    maxWaitTimeInMs: Number(BENCH_FETCH_WAIT_MS),
  }),
);
for (const [index, consumer] of consumers.entries()) {
  await consumer.connect();
  await consumer.subscribe({ topics: [topics[index % topics.length] ?? ''] });
  await consumer.run({ eachBatch: () => Promise.resolve() });
}
await producer.connect();
await admin.connect();
await admin.listTopics();

process.once('disconnect', () => {
  void (async () => {
    await Promise.all([...consumers, producer].map((client) => client.disconnect()));
    await admin.deleteGroups(groups);
    await admin.disconnect();
    process.exit(0);
  })();
});
process.send?.({ url: '' });
