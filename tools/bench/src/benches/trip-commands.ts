import type { CreateTripRequest } from '@watch-tower/contracts';
import type { Bench } from '../bench.js';
import { median, quantile } from '../compare.js';
import { GatewayClient } from '../kit/gateway-client.js';
import { atRate } from '../load/open-loop.js';

const perSecond = 20;
const secondsPerRound = 6;

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

export const tripCommands: Bench = {
  id: 'TRIP',
  title: 'Trip commands over REST: gateway, Kafka, trip, Kafka, gateway read model',
  needs: 'stack',
  run: async ({ facts }, { scale, rounds }) => {
    const gateway = await GatewayClient.signIn(facts);
    const locationIds = await Promise.all(
      ['terminal', 'client'].map(async (type) => {
        const fence = { shape: 'circle', latitude: 6.45, longitude: 3.36, radiusM: 200 };
        const body = { name: `Bench ${type}`, type, fence };
        return (await gateway.create('/api/v1/locations', `bench-place-${type}`, body)).id;
      }),
    );
    const run = Date.now().toString(36);
    const count = scale(perSecond * secondsPerRound);
    let later = 0;
    const round = async (nth: number): Promise<number[]> => {
      const latenciesMs: number[] = [];
      await atRate({ count, perSecond, underWayMax: 200 }, async (index, dueMs) => {
        const created = await gateway.command(
          'POST',
          '/api/v1/trips',
          tripOf(`BENCH-${run}-${nth}-${index}`, locationIds),
        );
        latenciesMs.push(performance.now() - dueMs);
        if (created.status !== 201) later += 1;
      });
      return latenciesMs;
    };
    await round(0);
    later = 0;
    const runs: number[][] = [];
    for (let nth = 1; nth <= rounds; nth += 1) runs.push(await round(nth));
    const of = (share: number): number => median(runs.map((latencies) => quantile(latencies, share)));
    const detail = `median of ${rounds} rounds of ${count}; answered 202: ${later}`;
    const what = `create a trip, ${perSecond}/s`;
    return [
      { what: `${what}, p50`, value: of(0.5), unit: 'ms' },
      { what: `${what}, p99`, value: of(0.99), unit: 'ms', aim: { atMost: 100 }, detail },
    ];
  },
};
