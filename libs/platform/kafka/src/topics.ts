import { deadLetterTopicOf, topics as catalogue, type TopicDefinition } from '@watch-tower/contracts';
import kafkajs, { type Admin } from 'kafkajs';
import { createClient, retryOnce } from './client.js';
import { waitMs } from './waiting.js';

export type CreateTopicsOptions = {
  readonly brokers: readonly string[];
  readonly replicationFactor: number;
  /** Consumer groups that get a topic for their dead letters. */
  readonly groups?: readonly string[];
  /** Instead of the whole catalogue. */
  readonly topics?: readonly TopicDefinition[];
};

export type CreateTopicsResult = {
  readonly created: string[];
  /** Where an existing topic is not as the catalogue says: a person decides, nothing is altered. */
  readonly differences: string[];
};

type Wanted = {
  readonly name: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
};

const dayMs = 24 * 60 * 60 * 1_000;
const forever = '-1';

const retentionOf = (kept: TopicDefinition['kept']): Record<string, string> => {
  if (kept === 'compacted') return { 'cleanup.policy': 'compact' };
  return {
    'cleanup.policy': 'delete',
    'retention.ms': kept === 'forever' ? forever : String(kept.days * dayMs),
    // Time alone decides.
    'retention.bytes': forever,
  };
};

const wantedOf = ({ name, partitions, kept }: TopicDefinition, replicationFactor: number): Wanted => ({
  name,
  partitions,
  config: {
    ...retentionOf(kept),
    // The time of acceptance, never the device's: retention would eat late data.
    'message.timestamp.type': 'LogAppendTime',
    ...(replicationFactor >= 3 && { 'min.insync.replicas': '2' }),
  },
});

/** One partition: dead letters are few, and their order over all keys helps whoever looks at them. */
const deadLettersOf = (group: string): TopicDefinition => ({
  name: deadLetterTopicOf(group) as TopicDefinition['name'],
  key: "the origin's",
  description: `What ${group} could not handle`,
  partitions: 1,
  kept: 'forever',
  versions: 'none',
  messages: {},
});

/**
 * Creates every topic that is missing, with partitions, retention and replication as the catalogue says.
 * Safe to run again, and by several at once.
 * @throws where the broker does not answer, or refuses a topic.
 */
export const createTopics = async (options: CreateTopicsOptions): Promise<CreateTopicsResult> => {
  const { brokers, groups = [], replicationFactor } = options;
  const definitions = [...(options.topics ?? Object.values(catalogue)), ...groups.map(deadLettersOf)];
  const wanted = definitions.map((definition) => wantedOf(definition, replicationFactor));
  const admin = createClient(
    { brokers, clientId: 'watch-tower-topics' },
    { requestTimeoutMs: 30_000, retry: retryOnce },
  ).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = wanted.filter(({ name }) => !existing.has(name));
    const created: string[] = [];
    for (const topic of missing) if (await create(admin, topic, replicationFactor)) created.push(topic.name);
    await inUse(admin, created);
    const present = wanted.filter(({ name }) => !created.includes(name));
    return { created, differences: await differencesOf(admin, present) };
  } finally {
    await admin.disconnect();
  }
};

/** @returns false where somebody else was faster. */
const create = (
  admin: Admin,
  { name, partitions, config }: Wanted,
  replicationFactor: number,
): Promise<boolean> =>
  admin.createTopics({
    // Its own waiting fails where a broker has not yet heard of the topic; see `inUse`.
    waitForLeaders: false,
    topics: [
      {
        topic: name,
        numPartitions: partitions,
        replicationFactor,
        configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
      },
    ],
  });

const inUseMsMax = 30_000;
const lookEveryMs = 100;

/**
 * Waits until every partition of new topics answers. The news of a topic takes its time to travel, and a broker names
 * partitions before it has them: of what is sent meanwhile it takes a part and refuses the rest, so that all is sent again.
 */
const inUse = async (admin: Admin, names: string[]): Promise<void> => {
  if (names.length === 0) return;
  const deadline = Date.now() + inUseMsMax;
  for (;;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      const areLed = topics.every(
        ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
      );
      if (areLed) {
        for (const name of names) await admin.fetchTopicOffsets(name);
        return;
      }
    } catch (error) {
      if (!isPassing(error) || Date.now() > deadline) throw error;
    }
    if (Date.now() > deadline) throw new Error(`no leader for ${names.join(', ')} within ${inUseMsMax} ms`);
    await waitMs(lookEveryMs);
  }
};

const isPassing = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSNumberOfRetriesExceeded ||
  (error instanceof kafkajs.KafkaJSProtocolError && error.retriable);

const differencesOf = async (admin: Admin, wanted: readonly Wanted[]): Promise<string[]> => {
  if (wanted.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: wanted.map(({ name }) => name) });
  const partitionsOf = new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: wanted.map(({ name, config }) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name,
      configNames: Object.keys(config),
    })),
  });
  const configOf = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return wanted.flatMap(({ name, partitions, config }) => [
    ...differ(`${name}: partitions`, String(partitionsOf.get(name)), String(partitions)),
    ...Object.entries(config).flatMap(([key, value]) =>
      differ(`${name}: ${key}`, configOf.get(name)?.get(key) ?? 'unknown', value),
    ),
  ]);
};

const differ = (what: string, is: string, wanted: string): string[] =>
  is === wanted ? [] : [`${what} is ${is}, the catalogue says ${wanted}`];
