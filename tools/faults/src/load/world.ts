import { setTimeout as pause } from 'node:timers/promises';
import type { GatewayClient } from '../gateway-client.js';

export type Truck = { readonly id: string; readonly plate: string };

/** What the load drives about with. */
export type World = {
  readonly trucks: readonly Truck[];
  readonly pickupId: string;
  readonly deliveryId: string;
};

const patienceMs = 20_000;

const idOf = (body: unknown): string => (body as { id: string }).id;

/** Registers trucks and two places over REST; the same again on a second run. */
export const registerWorld = async (
  client: GatewayClient,
  truckCount: number,
  name: string,
): Promise<World> => {
  const create = async (path: string, key: string, body: object): Promise<string> => {
    const deadlineMs = performance.now() + patienceMs;
    for (;;) {
      const answer = await client.ask('POST', path, body, { 'idempotency-key': `faults-${name}-${key}` });
      if (answer.status === 201) return idOf(answer.body);
      // Its owner has just started: the same key asks for the same outcome.
      if (answer.status !== 202 || performance.now() > deadlineMs)
        throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      await pause(200);
    }
  };
  const place = (what: string, latitude: number) =>
    create('/api/v1/locations', what, {
      name: `${what} ${name}`,
      type: 'terminal',
      fence: { shape: 'circle', latitude, longitude: 3.36, radiusM: 200 },
    });
  const plates = Array.from({ length: truckCount }, (_, index) =>
    `${name}-${String(index).padStart(4, '0')}`.toUpperCase(),
  );
  const trucks: Truck[] = [];
  for (let from = 0; from < plates.length; from += 10) {
    const some = plates.slice(from, from + 10);
    const ids = await Promise.all(some.map((plate) => create('/api/v1/trucks', plate, { number: plate })));
    trucks.push(...some.map((plate, index) => ({ plate, id: ids[index] ?? '' })));
  }
  return {
    trucks,
    pickupId: await place('Pickup', 6.44),
    deliveryId: await place('Delivery', 6.6),
  };
};

/** A trip from the one place to the other, as a client asks for it. */
export const tripIn = ({ deliveryId, pickupId }: World, vpcId: string): object => ({
  vpcId,
  stops: [
    { kind: 'pickup', locationId: pickupId },
    { kind: 'delivery', locationId: deliveryId },
  ],
  scheduledDeparture: '2026-12-01T09:00:00.000Z',
});
