import type { Received } from '@watch-tower/messaging';
import { TopicReader, type TopicReaderOptions } from './topic-reader.js';

/**
 * Reads a topic from its beginning to the end it has now: for tools and tests that look at what was published. Order is
 * kept per partition.
 * @throws where the broker does not answer, the topic does not exist, or nothing comes for 30 s.
 */
export async function* readTopic(options: TopicReaderOptions): AsyncGenerator<Received> {
  const reader = await TopicReader.open(options);
  try {
    for await (const records of reader.toEnd()) yield* records;
  } finally {
    await reader.close();
  }
}
