// A service in a process of its own, for tests that kill it or measure it. Runs the built library, as services do.
//   node child-program.mjs '{ "brokers": […], "topics": […], "group": …, "role": "crash" | "idle" }'
// crash: says what it handles and never gets as far as the commit.
// idle:  says how much of a core it used, over so many ms, once every group has joined.
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { Registry } from 'prom-client';
import { KafkaTransport } from '@watch-tower/kafka';

const { brokers, topics, group, role, measureMs = 0 } = JSON.parse(process.argv[2]);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
process.on('warning', (warning) => say({ warning: warning.name }));

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const transport = new KafkaTransport({
  brokers,
  clientId: 'test-child',
  log,
  metrics: new Registry(),
  deadLetters: { write: async () => {} },
  // The crash comes between handling and commit: the first commit is due long after.
  limits: role === 'crash' ? { commitIntervalMs: 60_000, commitMessagesMax: 1_000_000 } : {},
});
const schema = z.object({ n: z.number() });
for (const name of topics) {
  const topic = { name, key: '', description: '', partitions: 1, kept: 'forever', versions: 'none' };
  const messages = { 'watchtower.test.counted.v1': schema };
  const subscription = { topic: { ...topic, messages }, group, mode: 'each' };
  const handle = async (message) => say({ handled: message.data.n });
  transport.addHandler(`${group}:${name}`, handle, true, { subscription });
}
transport.listen(() => {});

if (role === 'idle') {
  while (!transport.health().healthy) await setTimeout(50);
  // What starting costs is not what resting costs; and what others do to this machine is not ours, so that
  // the quietest of several stretches counts.
  const cpuPercents = [];
  for (let stretch = 0; stretch < 4; stretch += 1) {
    const [before, startedAt] = [process.cpuUsage(), performance.now()];
    await setTimeout(measureMs);
    const { user, system } = process.cpuUsage(before);
    cpuPercents.push((user + system) / 10 / (performance.now() - startedAt));
  }
  say({ cpuPercent: Math.min(...cpuPercents.slice(1)), cpuPercents });
  await transport.close();
}
