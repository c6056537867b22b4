import { replayDeadLetters } from '@watch-tower/kafka';
import type { DeadLetterOptions } from './list-dead-letters.js';

/** Puts dead letters back and says how many. */
export async function* putBackDeadLetters({
  brokers,
  group,
  key,
}: DeadLetterOptions): AsyncGenerator<string> {
  const { replayed, skipped, repeated, unknown } = await replayDeadLetters({
    brokers,
    group,
    ...(key === undefined ? {} : { filter: (letter) => letter.key === key }),
  });
  yield `${replayed} put back, ${skipped} left out, ${repeated} repeated, ${unknown} without an origin`;
}
