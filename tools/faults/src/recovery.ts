import { randomUUID } from 'node:crypto';
import { pause, type Scene } from './fault.js';
import type { Answer } from './gateway-client.js';
import { tripIn } from './load/world.js';

export type Recovery = {
  /** Until a command that was given after the mending is carried out and its trip can be read; 120 where that never came. */
  readonly seconds: number;
  /** How often which status was answered meanwhile. */
  readonly answers: ReadonlyMap<number, number>;
};

const givenUpAfterMs = 120_000;
const lookEveryMs = 100;

/**
 * Gives commands from outside, as a client does: who is answered 202 asks for the operation, who is refused or not answered
 * asks again.
 */
export const recover = async ({ client, world }: Pick<Scene, 'client' | 'world'>): Promise<Recovery> => {
  const startMs = performance.now();
  const isLate = (): boolean => performance.now() - startMs >= givenUpAfterMs;
  const answers = new Map<number, number>();

  const give = (key: string): Promise<Answer> =>
    client.ask('POST', '/api/v1/trips', tripIn(world, `probe-${key}`), { 'idempotency-key': key });
  const isReadable = async (tripId: string): Promise<boolean> =>
    (await client.ask('GET', `/api/v1/trips/${tripId}`)).status === 200;
  const isCarriedOut = async (operationId: string): Promise<boolean> => {
    while (!isLate()) {
      const { body, status } = await client.ask('GET', `/api/v1/operations/${operationId}`);
      const operation = status === 200 ? (body as { status: string; subject: { id: string } }) : undefined;
      if (operation?.status === 'failed' || operation?.status === 'refused') return false;
      if (operation?.status === 'succeeded' && (await isReadable(operation.subject.id))) return true;
      await pause(lookEveryMs);
    }
    return false;
  };

  while (!isLate()) {
    const { body, status } = await give(randomUUID());
    answers.set(status, (answers.get(status) ?? 0) + 1);
    const isDone = status === 201 || (status === 202 && (await isCarriedOut((body as { id: string }).id)));
    if (isDone) return { seconds: (performance.now() - startMs) / 1_000, answers };
    await pause(lookEveryMs);
  }
  return { seconds: givenUpAfterMs / 1_000, answers };
};
