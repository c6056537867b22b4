/**
 * A process with as many kafkajs clients as the services have, at rest. kafkajs as npm delivers it: nothing in
 * this program patches it.
 */
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';

const { BENCH_BROKERS = '', BENCH_TOPICS = '', BENCH_CLIENTS = '0', BENCH_FETCH_WAIT_MS = '' } = process.env;
const topics = BENCH_TOPICS.split(',');
const clients = () =>
  new kafkajs.Kafka({ brokers: BENCH_BROKERS.split(','), clientId: 'bench-idle', logLevel: kafkajs.logLevel.NOTHING });

const [consumers = 0, producers = 0, admins = 0] = BENCH_CLIENTS.split(',').map(Number);
const groups: string[] = [];
const running: { disconnect(): Promise<void> }[] = [];

for (let index = 0; index < consumers; index += 1) {
  const groupId = `bench.idle.${randomUUID()}`;
  const consumer = clients().consumer({
    groupId,
    sessionTimeout: 10_000,
    heartbeatInterval: 2_000,
    maxWaitTimeInMs: Number(BENCH_FETCH_WAIT_MS),
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topics[index % topics.length] ?? ''] });
  await consumer.run({ eachBatch: () => Promise.resolve() });
  groups.push(groupId);
  running.push(consumer);
}
for (let index = 0; index < producers; index += 1) {
  const producer = clients().producer();
  await producer.connect();
  running.push(producer);
}
for (let index = 0; index < admins; index += 1) {
  const admin = clients().admin();
  await admin.connect();
  await admin.listTopics();
  running.push(admin);
}

process.once('disconnect', () => {
  void (async () => {
    await Promise.all(running.map((client) => client.disconnect()));
    const admin = clients().admin();
    await admin.connect();
    await admin.deleteGroups(groups);
    await admin.disconnect();
    process.exit(0);
  })();
});
process.send?.({ url: '' });
