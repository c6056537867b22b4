import { randomUUID } from 'node:crypto';
import { deadLetterTopicOf, normalisePlate, topics } from '@watch-tower/contracts';
import { KafkaPublisher, readTopic } from '@watch-tower/kafka';
import type { OutgoingRecord } from '@watch-tower/messaging';
import { noAnswer, type Answer } from '../gateway-client.js';
import { quantile } from '../ledger.js';
import { pause, type Check, type Fault, type Scene } from '../fault.js';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const publisherTo = ({ stack }: Scene): KafkaPublisher =>
  KafkaPublisher.create({ brokers: [...stack.facts.kafka.brokers], clientId: 'faults', log: quiet });

const republished = [
  topics.telemetryPositions,
  topics.tripCommands,
  topics.tripEvents,
  topics.truckPositions,
  topics.registryState,
];
const perTopicMax = { short: 2_000, full: 20_000 };
const batchRecords = 500;

/** Puts messages of this round on their topic again, each one to four times. @returns how many. */
const publishAgain = async (scene: Scene, publisher: KafkaPublisher, topic: string): Promise<number> => {
  const { stack, world, ledger, short, random } = scene;
  const subjects = new Set([
    ...world.trucks.flatMap(({ id, plate }) => [id, normalisePlate(plate), `truck:${id}`]),
    ...ledger.acceptedTripIds(),
  ]);
  const most = short ? perTopicMax.short : perTopicMax.full;
  let records: OutgoingRecord[] = [];
  let again = 0;
  for await (const { key, headers, value } of readTopic({ brokers: stack.facts.kafka.brokers, topic })) {
    if (key === null || value === null || !subjects.has(key)) continue;
    const record = { topic, key, headers, value: value.toString('utf8') };
    for (let copies = 1 + Math.floor(random() * 4); copies > 0; copies -= 1) records.push(record);
    if (records.length < batchRecords) continue;
    await publisher.publish(records);
    again += records.length;
    records = [];
    if (again >= most) return again;
  }
  await publisher.publish(records);
  return again + records.length;
};

/** F6: every request is sent two to five times, and then messages are put on their topics again. */
export const everythingTwice: Fault = {
  id: 'F6',
  title: 'every message 2–5 times',
  recoverySecondsMax: 15,
  copies: (random) => () => 2 + Math.floor(random() * 4),
  inflict: async (scene) => {
    const { short, say } = scene;
    await pause(short ? 5_000 : 20_000);
    const publisher = publisherTo(scene);
    let again = 0;
    for (const { name } of republished) again += await publishAgain(scene, publisher, name);
    await publisher.close();
    say(`put ${again} messages on their topics again`);
    const least = short ? 1_000 : 20_000;
    return [
      { what: `at least ${least} messages came again`, holds: again >= least, measured: String(again) },
    ];
  },
};

const poisonedTopics = [
  {
    topic: topics.telemetryPositions,
    group: 'fleet.telemetry',
    subject: () => `POISON${randomUUID().slice(0, 6)}`,
  },
  { topic: topics.tripCommands, group: 'trip.commands', subject: randomUUID },
];

/** What cannot be read, one of each kind in turn. The types of a command are borrowed for the wrong schema. */
const poison = (topic: string, subject: string, type: string, kind: number): OutgoingRecord => {
  const headers = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_type: kind === 2 ? 'watchtower.nobody.knows.v1' : type,
    ce_source: 'watch-tower/faults',
    ce_time: new Date().toISOString(),
    ce_subject: subject,
    ce_correlationid: 'faults',
  };
  const values = ['{"half a', '{"actor":7}', '{}', 'null'];
  return {
    topic,
    key: subject,
    headers: kind === 1 ? { ...headers, ce_id: 'no id' } : headers,
    value: values[kind % 4] ?? '{}',
  };
};

/** The gateway answers and hangs up before it has read all: a client that still writes may miss the answer. */
const sendTooMuch = async (client: Scene['client']): Promise<Answer> => {
  const reports = [{ vehiclenumber: 'POISON', filling: 'x'.repeat(5 * 1_048_576) }];
  let answer = await client.report(reports);
  for (let tries = 1; answer.status === noAnswer && tries < 20; tries += 1)
    answer = await client.report(reports);
  return answer;
};

const commandP99 = async ({ ledger }: Scene, forMs: number): Promise<number> => {
  const from = ledger.commandMs.length;
  await pause(forMs);
  return quantile(ledger.commandMs.slice(from), 0.99);
};

/** F8: one message in a hundred cannot be read. */
export const poisonAmongMessages: Fault = {
  id: 'F8',
  title: '1 % poison',
  recoverySecondsMax: 15,
  inflict: async (scene) => {
    const { short, say, stack, client } = scene;
    const seconds = short ? 8 : 30;
    const calm = await commandP99(scene, seconds * 500);
    const publisher = publisherTo(scene);
    const sent = new Map<string, string[]>();
    let poisoning = true;
    const poisoned = (async () => {
      for (let kind = 0; poisoning; kind += 1) {
        for (const { topic, group, subject } of poisonedTopics) {
          const type = Object.keys(topic.messages)[0] ?? '';
          const key = subject();
          await publisher.publish([poison(topic.name, key, type, kind % 4)]);
          sent.set(group, [...(sent.get(group) ?? []), key]);
        }
        await pause(100);
      }
    })();
    const large = await sendTooMuch(client);
    const meanwhile = await commandP99(scene, seconds * 500);
    poisoning = false;
    await poisoned;
    await publisher.close();
    say(`poison: ${[...sent.values()].flat().length} messages`);
    const letters = await Promise.all(
      [...sent].map(([group, keys]) => deadLettersAre(stack.facts.kafka.brokers, group, keys)),
    );
    // A short round has some forty commands, so that one hiccup of a shared machine is its p99.
    const leastMs = short ? 1_000 : 100;
    const limit = Math.max(2 * calm, leastMs);
    return [
      ...letters,
      { what: 'a body of 5 MB is answered 413', holds: large.status === 413, measured: String(large.status) },
      {
        what: `the others' p99 stays under ${limit.toFixed(0)} ms (twice the calm, at least ${leastMs})`,
        holds: meanwhile < limit,
        measured: `${calm.toFixed(0)} → ${meanwhile.toFixed(0)} ms`,
      },
    ];
  },
};

const deadLettersAre = async (
  brokers: readonly string[],
  group: string,
  keys: readonly string[],
): Promise<Check> => {
  const deadline = Date.now() + 30_000;
  const wanted = new Set(keys);
  for (;;) {
    const times = new Map<string, number>();
    for await (const { key } of readTopic({ brokers: [...brokers], topic: deadLetterTopicOf(group) })) {
      if (key !== null && wanted.has(key)) times.set(key, (times.get(key) ?? 0) + 1);
    }
    const once = [...times.values()].filter((count) => count === 1).length;
    if (once === keys.length || Date.now() > deadline) {
      return {
        what: `${group}: each poison is dead-lettered once`,
        holds: once === keys.length,
        measured: `${once} of ${keys.length}`,
      };
    }
    await pause(500);
  }
};
