export { KafkaTransport, type KafkaTransportOptions, type TransportHealth } from './transport.js';
export type { GroupHealth } from './consumer-group.js';
export { defaultLimits, type ConsumerLimits } from './limits.js';
export { KafkaPublisher, type KafkaPublisherOptions } from './publisher.js';
export { PublishedDeadLetters } from './published-dead-letters.js';
export { createTopics, type CreateTopicsOptions, type CreateTopicsResult } from './topics.js';
export { replayDeadLetters, type ReplayOptions, type ReplayResult } from './replay.js';
export { readTopic } from './read-topic.js';
export { TopicReader, type TopicReaderOptions } from './topic-reader.js';
