import { createTopics, KafkaPublisher, TopicReader } from './index.js';
import { brokers, numberedOver, testTopic } from './testing/kit.js';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const keys = Array.from({ length: 12 }, (_, nth) => `key ${nth}`);

const topic = testTopic(3);
let publisher: KafkaPublisher;
let reader: TopicReader;

beforeAll(async () => {
  publisher = KafkaPublisher.create({ brokers: brokers(), clientId: 'test', log: silent });
  await createTopics({ brokers: brokers(), replicationFactor: 1, topics: [topic] });
  reader = await TopicReader.open({ brokers: brokers(), topic: topic.name });
});
afterAll(() => Promise.all([reader.close(), publisher.close()]));

/** The numbers of each key, as they came. */
const readOn = async (): Promise<Record<string, number[]>> => {
  const seen: Record<string, number[]> = {};
  for await (const records of reader.toEnd())
    for (const { key, value } of records)
      (seen[key ?? ''] ??= []).push((JSON.parse(value?.toString() ?? '') as { n: number }).n);
  return seen;
};

const numbers = (from: number, count: number, key: number): number[] =>
  Array.from({ length: count / keys.length }, (_, nth) => from + nth * keys.length + key);

test('a topic is read from its beginning, in order per key, and later on from there', async () => {
  expect(await readOn()).toEqual({});
  await publisher.publish(numberedOver(topic, keys, 1_200));
  expect(await reader.remaining()).toBe(1_200);
  const first = await readOn();
  keys.forEach((key, nth) => expect(first[key]).toEqual(numbers(0, 1_200, nth)));

  await publisher.publish(numberedOver(topic, keys, 120, 1_200));
  const second = await readOn();
  keys.forEach((key, nth) => expect(second[key]).toEqual(numbers(1_200, 120, nth)));
  expect(await reader.remaining()).toBe(0);
  expect(await readOn()).toEqual({});
});

test('what nobody takes is not fetched for ever: a reader holds so much and goes on when it is asked', async () => {
  const large = 'x'.repeat(500_000);
  const records = numberedOver(topic, keys, 60, 5_000).map((record) => ({
    ...record,
    value: JSON.stringify({ n: 1, large }),
  }));
  for (const record of records) await publisher.publish([record]);
  const seen = await readOn();
  expect(Object.values(seen).flat()).toHaveLength(60);
});

test('a topic that does not exist is an error', async () => {
  await expect(TopicReader.open({ brokers: brokers(), topic: testTopic(1).name })).rejects.toThrow();
});
