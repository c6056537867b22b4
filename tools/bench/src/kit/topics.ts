import { randomUUID } from 'node:crypto';
import type { TopicDefinition } from '@watch-tower/contracts';
import { createTopics, KafkaPublisher } from '@watch-tower/kafka';
import { newId, toRecord, type Logger, type OutgoingRecord } from '@watch-tower/messaging';
import kafkajs from 'kafkajs';
import { z } from 'zod';

export const quiet: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const fixMade = 'watchtower.bench.fix-made.v1';

const fix = z.object({
  id: z.uuid(),
  plate: z.string(),
  deviceTime: z.iso.datetime(),
  latitude: z.number(),
  longitude: z.number(),
  speedKmh: z.number(),
});

export type Fix = z.infer<typeof fix>;

/** A topic of the benchmark's own; its only message is a fix. */
export const fixTopic = (partitions: number) =>
  ({
    name: `watchtower.bench.${randomUUID()}.v1`,
    key: 'plate',
    description: 'of one benchmark',
    partitions,
    kept: { days: 1 },
    versions: 'none',
    messages: { [fixMade]: fix },
  }) as const satisfies TopicDefinition;

export type FixTopic = ReturnType<typeof fixTopic>;

const plates = Array.from({ length: 200 }, (_, index) => `BEN${String(index).padStart(3, '0')}XA`);

export const fixRecord = (topic: FixTopic, index: number): OutgoingRecord => {
  const plate = plates[index % plates.length] ?? '';
  const id = newId();
  return toRecord(topic, plate, {
    id,
    type: fixMade,
    source: 'watchtower/bench',
    time: new Date().toISOString(),
    subject: plate,
    correlationId: id,
    data: {
      id,
      plate,
      deviceTime: new Date(1_760_000_000_000 + index * 1_000).toISOString(),
      latitude: 6.45 + (index % 997) / 10_000,
      longitude: 3.36 + (index % 991) / 10_000,
      speedKmh: index % 80,
    },
  });
};

/** Topics of a benchmark: made, filled, and gone afterwards with every group that read them. */
export class Topics {
  readonly #groups: string[] = [];
  readonly #names: string[] = [];

  private constructor(
    readonly brokers: readonly string[],
    readonly publisher: KafkaPublisher,
  ) {}

  /** The publisher comes first: it mends kafkajs in this process, for floors as for ours. */
  static async use<Result>(
    brokers: readonly string[],
    work: (topics: Topics) => Promise<Result>,
  ): Promise<Result> {
    const publisher = KafkaPublisher.create({ brokers, clientId: 'bench', log: quiet });
    const topics = new Topics(brokers, publisher);
    try {
      return await work(topics);
    } finally {
      await publisher.close();
      await topics.#remove();
    }
  }

  /** A name for a topic that the benchmark makes itself. */
  name(): `watchtower.${string}.v1` {
    const { name } = fixTopic(1);
    this.#names.push(name);
    return name;
  }

  async filled(messages: number, partitions = 12): Promise<FixTopic> {
    const topic = fixTopic(partitions);
    await createTopics({ brokers: this.brokers, replicationFactor: 1, topics: [topic] });
    this.#names.push(topic.name);
    const slice = 5_000;
    for (let from = 0; from < messages; from += slice) {
      const count = Math.min(slice, messages - from);
      await this.publisher.publish(
        Array.from({ length: count }, (_, index) => fixRecord(topic, from + index)),
      );
    }
    return topic;
  }

  /** A group that has read nothing yet. `idOf` is what it is called on the broker. */
  group(idOf: (group: string) => string = (group) => group): string {
    const group = `bench.${randomUUID()}`;
    this.#groups.push(idOf(group));
    return group;
  }

  async #remove(): Promise<void> {
    await withAdmin(this.brokers, async (admin) => {
      if (this.#groups.length > 0) await admin.deleteGroups(this.#groups);
      if (this.#names.length > 0) await admin.deleteTopics({ topics: this.#names });
    });
  }
}

export const withAdmin = async <Result>(
  brokers: readonly string[],
  work: (admin: kafkajs.Admin) => Promise<Result>,
): Promise<Result> => {
  // Made for what it does to kafkajs in this process: it mends the request queue, and its warning with it.
  KafkaPublisher.create({ brokers, clientId: 'bench' });
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};
