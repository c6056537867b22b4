import type { CreateTripRequest } from '@watch-tower/contracts';
import type { Stack } from '@watch-tower/stack';
import type { Bench, Figure, Session } from '../bench.js';
import { compare, median, mustBe, quantile, rateOf, ratioFigure, rounded } from '../compare.js';
import { byClients } from '../kit/appends.js';
import { GatewayClient } from '../kit/gateway-client.js';
import { warm } from '../kit/schema.js';
import { withTripRows } from '../kit/trip-rows.js';
import { withConnections } from '../load/closed-loop.js';
import { post } from '../load/connection.js';
import { atRate } from '../load/open-loop.js';

const perSecond = 20;
const secondsPerRound = 6;
const clients = 16;

const tripOf = (vpcId: string, locationIds: readonly string[]): CreateTripRequest => ({
  vpcId,
  stops: [
    { kind: 'pickup', locationId: locationIds[0] ?? '' },
    { kind: 'delivery', locationId: locationIds[1] ?? '' },
  ],
  containers: [{ number: 'CSQU3054383', lengthFeet: 40 }],
  cargoType: 'General cargo',
  weightTons: 24,
  scheduledDeparture: new Date(Date.now() + 86_400_000).toISOString(),
});

/** One after another at a steady rate. @returns how long each took from when it was due, in ms. */
const latencies = async (count: number, work: (index: number) => Promise<void>): Promise<number[]> => {
  const latenciesMs: number[] = [];
  await atRate({ count, perSecond, underWayMax: 200 }, async (index, dueMs) => {
    await work(index);
    latenciesMs.push(performance.now() - dueMs);
  });
  return latenciesMs;
};

const measured = async ({ facts }: Stack, { scale, rounds }: Session): Promise<Figure[]> => {
  const gateway = await GatewayClient.signIn(facts);
  const locationIds = await Promise.all(
    ['terminal', 'client'].map(async (type) => {
      const fence = { shape: 'circle', latitude: 6.45, longitude: 3.36, radiusM: 200 };
      const body = { name: `Bench ${type}`, type, fence };
      return (await gateway.create('/api/v1/locations', `bench-place-${type}`, body)).id;
    }),
  );
  const run = `BENCH-${Date.now().toString(36)}`;
  let trips = 0;
  let later = 0;
  const next = (): CreateTripRequest => tripOf(`${run}-${(trips += 1)}`, locationIds);
  const create = async (): Promise<void> => {
    const created = await gateway.command('POST', '/api/v1/trips', next());
    if (created.status !== 201) later += 1;
  };
  const sample = await gateway.create('/api/v1/trips', run, tripOf(run, locationIds));
  return withTripRows(facts.postgres.url, { tripId: sample.id, vpcId: run, clients }, async (rows) => {
    await warm(rows.database, clients);
    const count = scale(perSecond * secondsPerRound);
    await latencies(count, create);
    await latencies(count, rows.insert);
    later = 0;
    const [ours, floor]: [number[][], number[][]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      floor.push(await latencies(count, rows.insert));
      ours.push(await latencies(count, create));
    }
    const of = (all: readonly number[][], share: number): number =>
      median(all.map((some) => quantile(some, share)));
    const floorOf = (share: number): string => `floor ${rounded(of(floor, share))} ms`;
    const detail = `${floorOf(0.99)}; median of ${rounds} rounds of ${count}; answered 202: ${later}`;
    const what = `create a trip, ${perSecond}/s`;

    const creations = scale(1_500);
    const token = { authorization: `Bearer ${gateway.token}` };
    const oursRate = (): Promise<number> =>
      withConnections(facts.gateway.url, clients, (open) => {
        const requests = Array.from({ length: creations }, () =>
          post(`${facts.gateway.url}/api/v1/trips`, token, JSON.stringify(next())),
        ).values();
        return rateOf(creations, async () => {
          await Promise.all(
            open.map(async (connection) => {
              for (const request of requests)
                mustBe('status of a creation', await connection.send(request), 201);
            }),
          );
        });
      });
    const floorRate = (): Promise<number> =>
      rateOf(creations, () => byClients(clients, creations, () => rows.insert()));
    return [
      { what: `${what}, p50`, value: of(ours, 0.5), unit: 'ms', detail: floorOf(0.5) },
      { what: `${what}, p99`, value: of(ours, 0.99), unit: 'ms', aim: { atMost: 100 }, detail },
      ratioFigure(
        { what: `creations a second, ${clients} clients`, unit: '/s' },
        await compare({ ours: oursRate, floor: floorRate }, rounds),
      ),
    ];
  });
};

export const tripCommands: Bench = {
  id: 'TRIP',
  title:
    'Trips created over REST (gateway, Kafka, trip, Kafka, read model), against one transaction of the same rows',
  needs: 'stack',
  run: measured,
};
