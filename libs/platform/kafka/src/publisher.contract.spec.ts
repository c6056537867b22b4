import { jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { MessageTooLargeError, subscription, Subscribe } from '@watch-tower/messaging';
import kafkajs from 'kafkajs';
import { createTopics } from './index.js';
import {
  Bench,
  brokers,
  numbered,
  numberedOver,
  testTopic,
  unique,
  until,
  type TestMessage,
} from './testing/kit.js';

jest.setTimeout(60_000);
const bench = new Bench();
afterEach(() => bench.end());

describe('the publisher', () => {
  it('keeps the order of a key over batches above the size of a request, and over calls at once (fault 9)', async () => {
    const topic = await bench.topic(3);
    const handled: TestMessage[] = [];
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group: unique('split'), mode: 'slice' }))
      async handle(messages: readonly TestMessage[]): Promise<void> {
        handled.push(...messages);
      }
    }
    const padded = (first: number) =>
      numberedOver(topic, ['a', 'b', 'c'], 30, first).map((record) => ({
        ...record,
        value: JSON.stringify({ ...(JSON.parse(record.value) as object), padding: 'x'.repeat(100_000) }),
      }));
    await bench.service([Handler]);
    await Promise.all([0, 30, 60].map((first) => bench.publisher.publish(padded(first))));
    await until('all are handled', () => handled.length >= 90);

    for (const key of ['a', 'b', 'c']) {
      const numbers = handled.filter(({ subject }) => subject === key).map(({ data }) => data.n);
      expect(numbers.length).toBe(30);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  });

  it('refuses what no broker takes, names it, and sends nothing of its batch', async () => {
    const topic = await bench.topic(1);
    const huge = { ...numbered(topic, 'huge', 1), value: JSON.stringify('x'.repeat(2_000_000)) };
    const refusal = await bench.publisher
      .publish([numbered(topic, 'a', 0), huge])
      .catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(MessageTooLargeError);
    expect(refusal).toMatchObject({ records: [huge] });
    expect(String(refusal)).toContain(`${topic.name} key huge (2000`);
    const admin = new kafkajs.Kafka({ brokers: brokers(), logLevel: 0 }).admin();
    await admin.connect();
    bench.atEnd(() => admin.disconnect());
    expect(await admin.fetchTopicOffsets(topic.name)).toMatchObject([{ high: '0' }]);
  });

  it('finds the record that only its topic refuses', async () => {
    const topic = await bench.topic(1);
    const admin = new kafkajs.Kafka({ brokers: brokers(), logLevel: 0 }).admin();
    await admin.connect();
    bench.atEnd(() => admin.disconnect());
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: kafkajs.ConfigResourceTypes.TOPIC,
          name: topic.name,
          configEntries: [{ name: 'max.message.bytes', value: '10000' }],
        },
      ],
    });
    const large = { ...numbered(topic, 'large', 1), value: JSON.stringify('x'.repeat(20_000)) };
    const records = [numbered(topic, 'a', 0), large, numbered(topic, 'a', 2)];
    const refusal = await bench.publisher.publish(records).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(MessageTooLargeError);
    expect(refusal).toMatchObject({ records: [large] });
  });

  it('puts a key where every other client of Kafka puts it', async () => {
    const topic = await bench.topic(12);
    const partitions = new Map<string, number>();
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group: unique('murmur'), mode: 'each' }))
      async handle({ subject, received }: TestMessage): Promise<void> {
        partitions.set(subject, received.partition);
      }
    }
    await bench.service([Handler]);
    await bench.publisher.publish(['foobar', 'LAG-123-XY', 'abc'].map((key, n) => numbered(topic, key, n)));
    await until('all are handled', () => partitions.size >= 3);

    // murmur2('foobar') = -790332482, as Kafka's own tests have it.
    expect(partitions.get('foobar')).toBe((-790332482 & 0x7fffffff) % 12);
  });
});

describe('createTopics', () => {
  it('makes what is missing as the catalogue says, and again changes nothing', async () => {
    const forever = testTopic(3);
    const compacted = { ...testTopic(2), kept: 'compacted' as const };
    const week = { ...testTopic(1), kept: { days: 7 } };
    const group = unique('letters');
    const options = {
      brokers: brokers(),
      replicationFactor: 1,
      topics: [forever, compacted, week],
      groups: [group],
    };
    const first = await createTopics(options);
    const second = await createTopics(options);

    const names = [forever.name, compacted.name, week.name, `watchtower.dlq.${group}.v1`];
    expect(first).toEqual({ created: names, differences: [] });
    expect(second).toEqual({ created: [], differences: [] });
    const admin = new kafkajs.Kafka({ brokers: brokers(), logLevel: 0 }).admin();
    await admin.connect();
    bench.atEnd(() => admin.disconnect());
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: names.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name })),
    });
    const configOf = (name: string): Record<string, string> =>
      Object.fromEntries(
        (resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? []).map((entry) => [
          entry.configName,
          entry.configValue,
        ]),
      );
    expect(configOf(forever.name)).toMatchObject({
      'retention.ms': '-1',
      'cleanup.policy': 'delete',
      'message.timestamp.type': 'LogAppendTime',
    });
    expect(configOf(compacted.name)).toMatchObject({ 'cleanup.policy': 'compact' });
    expect(configOf(week.name)).toMatchObject({ 'retention.ms': String(7 * 86_400_000) });
  });

  it('reports an existing topic that differs, and does not alter it', async () => {
    const topic = await bench.topic(2);
    const grown = { ...topic, partitions: 4, kept: { days: 1 } };
    const result = await createTopics({ brokers: brokers(), replicationFactor: 1, topics: [grown] });

    expect(result.created).toEqual([]);
    expect(result.differences).toEqual([
      `${topic.name}: partitions is 2, the catalogue says 4`,
      `${topic.name}: retention.ms is -1, the catalogue says 86400000`,
    ]);
  });
});
