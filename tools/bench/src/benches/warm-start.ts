import { startStack } from '@watch-tower/stack';
import type { Bench } from '../bench.js';
import { GatewayClient } from '../kit/gateway-client.js';
import { watchTrucks } from '../kit/truck-watch.js';

const options = { demo: true, dir: '.local/bench-demo' };
const patienceMs = 60_000;

export const warmStart: Bench = {
  id: 'START',
  title: 'From a warm start of everything, with the demo, to the first truck on the map',
  needs: 'nothing',
  run: async ({ say, signal }) => {
    say('A first start, for the data');
    await (await startStack({ ...options, signal, log: say })).stop();
    say('The second start, on the clock');
    const startMs = performance.now();
    const stack = await startStack({ ...options, signal, log: () => undefined });
    try {
      const upSeconds = (performance.now() - startMs) / 1_000;
      const { facts } = stack;
      const seen = Promise.withResolvers<number>();
      const late = setTimeout(() => seen.reject(new Error('no truck was seen')), patienceMs);
      const { token } = await GatewayClient.signIn(facts);
      const socket = await watchTrucks(facts.gateway.url, token, (trucks, atMs) => {
        if (trucks.length > 0) seen.resolve(atMs);
      });
      const value = ((await seen.promise.finally(() => clearTimeout(late))) - startMs) / 1_000;
      socket.disconnect();
      const detail = `the stack was up after ${upSeconds.toFixed(1)} s`;
      return [{ what: 'to the first truck on the map', value, unit: 's', aim: { atMost: 20 }, detail }];
    } finally {
      await stack.stop();
    }
  },
};
