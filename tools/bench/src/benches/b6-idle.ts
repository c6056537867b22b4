import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@watch-tower/contracts';
import { defaultLimits } from '@watch-tower/kafka';
import type { Stack } from '@watch-tower/stack';
import type { Bench } from '../bench.js';
import { judge, ratioFigure } from '../compare.js';
import { startFloor } from '../kit/floor-program.js';
import { cpuSeconds } from '../kit/process-usage.js';

const windowMs = 6_000;
const settleMs = 5_000;

const pidsOf = ({ services }: Stack): number[] =>
  Object.values(services).map(({ name, pid }) => {
    if (pid === undefined) throw new Error(`${name} is not running`);
    return pid;
  });

const consumersOf = async ({ services }: Stack): Promise<number> => {
  const counts = await Promise.all(
    Object.values(services).map(async ({ url }) => {
      const health = (await (await fetch(`${url}/health/ready`)).json()) as { consumers: { groups: object[] } };
      return health.consumers.groups.length;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};

const shareOfCore = async (pids: readonly number[], work: () => Promise<unknown>): Promise<number> => {
  const used = async (): Promise<number> =>
    (await Promise.all(pids.map(cpuSeconds))).reduce((sum, seconds) => sum + seconds, 0);
  const [beforeSeconds, startMs] = [await used(), performance.now()];
  await work();
  return ((await used()) - beforeSeconds) / ((performance.now() - startMs) / 1_000);
};

export const b6: Bench = {
  id: 'B6',
  title: 'CPU of all services at rest, against one process with as many unpatched kafkajs clients',
  needs: 'stack',
  run: async (stack, { rounds }) => {
    const services = pidsOf(stack);
    const consumers = await consumersOf(stack);
    // Each service has a publisher, and a client that asks for positions; all wait for a fetch as long.
    const floorProgram = await startFloor('idle-clients', {
      BENCH_BROKERS: stack.facts.kafka.brokers.join(','),
      BENCH_TOPICS: Object.values(topics)
        .map(({ name }) => name)
        .join(','),
      BENCH_CLIENTS: [consumers, services.length, services.length].join(','),
      BENCH_FETCH_WAIT_MS: String(defaultLimits.fetchWaitMs),
    });
    try {
      await pause(settleMs);
      // Both rest at the same time: a window that something else disturbs is disturbed for both.
      const [ours, floor]: [number[], number[]] = [[], []];
      const next = () => pause(windowMs);
      floor.push(await shareOfCore([floorProgram.pid], next));
      for (let round = 0; round < rounds; round += 1) {
        const both = await Promise.all([
          shareOfCore(services, next),
          shareOfCore([floorProgram.pid], next),
        ]);
        ours.push(both[0] * 100);
        floor.push(both[1] * 100);
      }
      floor[0] = (floor[0] ?? 0) * 100;
      const what = `${services.length} services with ${consumers} consumers at rest`;
      return [ratioFigure({ what, aim: { atMost: 0.2 }, unit: '% of a core' }, judge(ours, floor))];
    } finally {
      await floorProgram.stop();
    }
  },
};
