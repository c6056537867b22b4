import {
  toDeadLetterRecord,
  type DeadLetter,
  type DeadLetters,
  type Publisher,
} from '@watch-tower/messaging';

/**
 * Dead letters straight to their group's topic, for programs without a database. Writing one again adds it
 * again; `replayDeadLetters` puts every origin back once.
 */
export class PublishedDeadLetters implements DeadLetters {
  constructor(private readonly publisher: Publisher) {}

  write(letters: readonly DeadLetter[]): Promise<void> {
    return this.publisher.publish(letters.map(toDeadLetterRecord));
  }
}
