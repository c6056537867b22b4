import type { Bench } from '../bench.js';
import { compare, mustBe, rateOf, ratioFigure } from '../compare.js';
import { registeredTrucks } from '../kit/bench-trucks.js';
import { startFloor } from '../kit/floor-program.js';
import { GatewayClient } from '../kit/gateway-client.js';
import { sendAll, withConnections } from '../load/closed-loop.js';
import { get } from '../load/connection.js';

const connections = 8;

export const b18: Bench = {
  id: 'B18',
  title: 'The gateway’s read of 50 trucks, against bare Fastify with the same statement',
  needs: 'stack',
  run: async ({ facts }, { scale, rounds }) => {
    const gateway = await GatewayClient.signIn(facts);
    await registeredTrucks(gateway);
    const path = '/api/v1/trucks?limit=50';
    mustBe('trucks of a page', (await gateway.get<{ items: unknown[] }>(path)).items.length, 50);
    const floorProgram = await startFloor('read-server', { BENCH_DATABASE_URL: facts.postgres.url });
    const requests = scale(3_000);
    const run = (url: string, request: Buffer) => (): Promise<number> =>
      withConnections(url, connections, (open) =>
        rateOf(requests, () =>
          sendAll(
            open,
            Array.from({ length: requests }, () => request),
          ),
        ),
      );
    try {
      const ours = get(`${facts.gateway.url}${path}`, { authorization: `Bearer ${gateway.token}` });
      const comparison = await compare(
        { ours: run(facts.gateway.url, ours), floor: run(floorProgram.url, get(floorProgram.url, {})) },
        rounds,
      );
      const what = `reads of 50 trucks a second, ${connections} connections`;
      return [ratioFigure({ what, aim: { atLeast: 0.6 }, unit: 'reads/s' }, comparison)];
    } finally {
      await floorProgram.stop();
    }
  },
};
