import { randomUUID } from 'node:crypto';
import { pause, type Scene } from './fault.js';

const givenUpAfterMs = 120_000;

/**
 * How long until a new command is carried out and its trip can be read: asked from outside, again and again.
 * @returns seconds; 120 where it never came to that.
 */
export const recoverySeconds = async ({
  client,
  world,
}: Pick<Scene, 'client' | 'world'>): Promise<number> => {
  const startMs = performance.now();
  while (performance.now() - startMs < givenUpAfterMs) {
    const key = randomUUID();
    const { status } = await client.ask(
      'POST',
      '/api/v1/trips',
      {
        vpcId: `probe-${key}`,
        stops: [
          { kind: 'pickup', locationId: world.pickupId },
          { kind: 'delivery', locationId: world.deliveryId },
        ],
        scheduledDeparture: '2026-12-01T09:00:00.000Z',
      },
      { 'idempotency-key': key },
    );
    if (status === 201) return (performance.now() - startMs) / 1_000;
    await pause(100);
  }
  return givenUpAfterMs / 1_000;
};
