import { deadLetterTopicOf } from '@watch-tower/contracts';
import { readTopic } from '@watch-tower/kafka';

export type DeadLetterOptions = {
  readonly brokers: readonly string[];
  readonly group: string;
  readonly key: string | undefined;
};

/** One line per dead letter: when, key, type, where it stood, why. */
export async function* listDeadLetters({ brokers, group, key }: DeadLetterOptions): AsyncGenerator<string> {
  let count = 0;
  for await (const letter of readTopic({ brokers, topic: deadLetterTopicOf(group) })) {
    if (key !== undefined && letter.key !== key) continue;
    const { headers } = letter;
    const origin = `${headers['dlq_topic']}[${headers['dlq_partition']}]@${headers['dlq_offset']}`;
    count += 1;
    yield [
      letter.acceptedAt.toISOString(),
      letter.key,
      headers['ce_type'] ?? '-',
      origin,
      headers['dlq_reason'],
    ].join('  ');
  }
  yield `${count} dead letters of ${group}`;
}
