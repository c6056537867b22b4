import { z } from 'zod';
import { topics, type TopicDefinition } from './topics.js';

const all: readonly TopicDefinition[] = Object.values(topics);

const millisecondsOfDay = 86_400_000;

const keptOf = ({ kept }: TopicDefinition): { 'cleanup.policy': string[]; 'retention.ms': number } => {
  if (kept === 'compacted') return { 'cleanup.policy': ['compact'], 'retention.ms': -1 };
  if (kept === 'forever') return { 'cleanup.policy': ['delete'], 'retention.ms': -1 };
  return { 'cleanup.policy': ['delete'], 'retention.ms': kept.days * millisecondsOfDay };
};

/** How long a topic keeps its messages, for people. */
export const keptInWords = ({ kept }: TopicDefinition): string =>
  typeof kept === 'string' ? (kept === 'forever' ? 'for ever' : 'newest per key') : `${kept.days} days`;

const headers = z.object({
  ce_specversion: z.literal('1.0'),
  ce_id: z.uuid().describe('Distinct per fact: what arrives twice under one id happened once'),
  ce_type: z.string(),
  ce_source: z.string(),
  ce_time: z.iso.datetime(),
  ce_subject: z.string().describe('What the message is about; versions count per subject'),
  ce_version: z.string().optional(),
  ce_correlationid: z.string(),
  ce_causationid: z.string().optional(),
  traceparent: z.string().optional(),
});

const channelId = (topic: TopicDefinition): string => topic.name.replaceAll('.', '_');

const jsonSchema = (schema: z.ZodType): unknown => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  return rest;
};

/** The AsyncAPI 3.0 document of all topics, made from the catalogue. */
export const asyncapi = (): Record<string, unknown> => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Watch Tower topics',
    version: '1.0.0',
    description:
      'CloudEvents 1.0 in Kafka binary mode: attributes in ce_* headers, plain JSON values. Readers ignore unknown fields.',
  },
  defaultContentType: 'application/json',
  channels: Object.fromEntries(
    all.map((topic) => [
      channelId(topic),
      {
        address: topic.name,
        description: `${topic.description}. Key: ${topic.key}. Versions: ${topic.versions}.`,
        messages: Object.fromEntries(
          Object.keys(topic.messages).map((type) => [type, { $ref: `#/components/messages/${type}` }]),
        ),
        bindings: {
          kafka: {
            topic: topic.name,
            partitions: topic.partitions,
            topicConfiguration: keptOf(topic),
            bindingVersion: '0.5.0',
          },
        },
      },
    ]),
  ),
  operations: Object.fromEntries(
    all.map((topic) => [
      `read_${channelId(topic)}`,
      { action: 'receive', channel: { $ref: `#/channels/${channelId(topic)}` } },
    ]),
  ),
  components: {
    messages: Object.fromEntries(
      all.flatMap((topic) =>
        Object.entries(topic.messages).map(([type, schema]) => [
          type,
          { name: type, headers: jsonSchema(headers), payload: jsonSchema(schema) },
        ]),
      ),
    ),
  },
});
