import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@watch-tower/contracts';
import { defaultLimits } from '@watch-tower/kafka';
import type { Bench } from '../bench.js';
import { judge, ratioFigure } from '../compare.js';
import { startFloor } from '../kit/floor-program.js';
import { cpuSeconds } from '../kit/process-usage.js';

const windowMs = 6_000;
const settleMs = 5_000;

/** A service as its floor must be: so many consumers, beside one producer and one admin as each has. */
const consumersOf = async (url: string): Promise<number> => {
  const health = (await (await fetch(`${url}/health/ready`)).json()) as { consumers: { groups: object[] } };
  return health.consumers.groups.length;
};

/** CPU that these processes use together until `work` is done, in percent of a core. */
const shareOfCore = async (pids: readonly number[], work: () => Promise<unknown>): Promise<number> => {
  const used = async (): Promise<number> =>
    (await Promise.all(pids.map(cpuSeconds))).reduce((sum, seconds) => sum + seconds, 0);
  const [beforeSeconds, startMs] = [await used(), performance.now()];
  await work();
  return (((await used()) - beforeSeconds) * 100_000) / (performance.now() - startMs);
};

export const b6: Bench = {
  id: 'B6',
  title: 'CPU of all services at rest, against as many processes of unpatched kafkajs clients',
  needs: 'stack',
  run: async ({ facts, services }, { rounds }) => {
    const running = Object.values(services).map(({ name, url, pid }) => {
      if (pid === undefined) throw new Error(`${name} is not running`);
      return { url, pid };
    });
    const consumers = await Promise.all(running.map(({ url }) => consumersOf(url)));
    const floors = await Promise.all(
      consumers.map((count) =>
        startFloor('idle-clients', {
          BENCH_BROKERS: facts.kafka.brokers.join(','),
          BENCH_TOPICS: Object.values(topics)
            .map(({ name }) => name)
            .join(','),
          BENCH_CONSUMERS: String(count),
          BENCH_FETCH_WAIT_MS: String(defaultLimits.fetchWaitMs),
        }),
      ),
    );
    try {
      await pause(settleMs);
      // Both rest at the same time: what disturbs the one disturbs the other.
      const window = (pids: readonly { pid: number }[]): Promise<number> =>
        shareOfCore(
          pids.map(({ pid }) => pid),
          () => pause(windowMs),
        );
      const ours: number[] = [];
      const floor = [await window(floors)];
      for (let round = 0; round < rounds; round += 1) {
        const [ofOurs, ofFloor] = await Promise.all([window(running), window(floors)]);
        ours.push(ofOurs);
        floor.push(ofFloor);
      }
      const what = `${running.length} services, ${consumers.reduce((sum, count) => sum + count, 0)} consumers`;
      return [ratioFigure({ what, aim: { atMost: 0.2 }, unit: '% of a core' }, judge(ours, floor))];
    } finally {
      await Promise.all(floors.map((one) => one.stop()));
    }
  },
};
