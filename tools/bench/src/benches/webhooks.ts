import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@watch-tower/contracts';
import type { Stack } from '@watch-tower/stack';
import { Client } from 'pg';
import type { Bench, Figure, Session } from '../bench.js';
import { compare, mustBe, rateOf, ratioFigure } from '../compare.js';
import { fixesDdl } from '../floors/fixes-table.js';
import { startFloor } from '../kit/floor-program.js';
import { report, webhookRequest } from '../kit/reports.js';
import { inSchema, withSchema } from '../kit/schema.js';
import { withAdmin } from '../kit/topics.js';
import { sendAll, withConnections } from '../load/closed-loop.js';
import { post } from '../load/connection.js';

type Shape = {
  readonly floorProgram: string;
  readonly connections: number;
  readonly requests: number;
  readonly fixesPerRequest: number;
};

const trucks = 200;

/** Bodies with no fix in common, over all runs: each truck's clock goes on by a second from one to the next. */
class Bodies {
  #made = 0;
  readonly #startMs = Date.UTC(2026, 0, 1);

  constructor(private readonly fixesPerRequest: number) {}

  next(): object {
    if (this.fixesPerRequest === 1) return this.#fix();
    return Array.from({ length: this.fixesPerRequest }, () => this.#fix());
  }

  #fix(): object {
    const step = Math.floor(this.#made / trucks);
    const made = report(this.#made % trucks, this.#startMs + step * 1_000, step);
    this.#made += 1;
    return made;
  }
}

const countOf = async (client: Client, text: string): Promise<number> => {
  const { rows } = await client.query<{ rows: number }>(text);
  return rows[0]?.rows ?? 0;
};

/** Waits until the gateway has published everything, so that one run's rest is no part of the next. */
const untilPublished = async ({ services }: Stack): Promise<void> => {
  const url = services['gateway']?.url ?? '';
  const deadlineMs = performance.now() + 120_000;
  const waiting = async (): Promise<number> => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return Number(
      /^watchtower_relay_unpublished_rows\{[^}]*table="inbox"[^}]*\} (\d+)/m.exec(metrics)?.[1] ?? Number.NaN,
    );
  };
  // The gauge is refreshed every 2 s: only what it says after that counts.
  do {
    await pause(2_100);
    if (performance.now() > deadlineMs)
      throw new Error('the gateway did not publish its inbox in two minutes');
  } while ((await waiting()) !== 0);
};

/** What was sent was nobody's: it is taken out of the inbox and off the topic before fleet reads it. */
const removeTraces = async ({ facts }: Stack, owner: Client): Promise<void> => {
  await owner.query('truncate gateway.inbox');
  await withAdmin(facts.kafka.brokers, async (admin) => {
    const topic = topics.telemetryPositions.name;
    const offsets = await admin.fetchTopicOffsets(topic);
    const partitions = offsets.map(({ partition, high }) => ({ partition, offset: high }));
    await admin.deleteTopicRecords({ topic, partitions });
  });
};

/**
 * Only what takes part in accepting runs meanwhile: fleet and trip are stopped, as nothing follows the floor's
 * insert either. Ours publishes what it accepts all the same, from the same process.
 */
const accepted = async (
  stack: Stack,
  shape: Shape,
  { rounds }: Session,
  aim: Figure['aim'],
): Promise<Figure> => {
  const { facts, services } = stack;
  const others = Object.values(services).filter(({ name }) => name !== 'gateway');
  const bodies = new Bodies(shape.fixesPerRequest);
  const fixes = shape.requests * shape.fixesPerRequest;
  await Promise.all(others.map((service) => service.stop()));
  const owner = new Client({ connectionString: facts.postgres.url });
  await owner.connect();
  try {
    return await withSchema(facts.postgres.url, { ddl: [fixesDdl], poolSizeMax: 1 }, async () => {
      const floorProgram = await startFloor(shape.floorProgram, {
        BENCH_DATABASE_URL: inSchema(facts.postgres.url),
      });
      const requestsTo = (make: (body: object) => Buffer): Buffer[] =>
        Array.from({ length: shape.requests }, () => make(bodies.next()));
      const run = async (url: string, requests: Buffer[]): Promise<number> =>
        withConnections(url, shape.connections, (connections) =>
          rateOf(fixes, () => sendAll(connections, requests)),
        );
      const ours = async (): Promise<number> => {
        const before = await countOf(owner, 'select count(*)::int as rows from gateway.inbox');
        const rate = await run(
          facts.gateway.url,
          requestsTo((body) => webhookRequest(facts, body)),
        );
        const after = await countOf(owner, 'select count(*)::int as rows from gateway.inbox');
        mustBe('fixes in the inbox', after - before, fixes);
        await untilPublished(stack);
        return rate;
      };
      const floor = async (): Promise<number> => {
        await owner.query('truncate bench.fixes');
        const { url } = floorProgram;
        const rate = await run(
          url,
          requestsTo((body) => post(url, {}, JSON.stringify(body))),
        );
        mustBe('fixes stored', await countOf(owner, 'select count(*)::int as rows from bench.fixes'), fixes);
        return rate;
      };
      try {
        const what = `fixes accepted a second, ${shape.connections} connections`;
        return ratioFigure({ what, aim, unit: 'fixes/s' }, await compare({ ours, floor }, rounds));
      } finally {
        await floorProgram.stop();
        await removeTraces(stack, owner);
      }
    });
  } finally {
    await owner.end();
    await Promise.all(others.map((service) => service.start()));
  }
};

export const b7: Bench = {
  id: 'B7',
  title: 'Location webhook with 100 fixes, against bare node:http with one UNNEST',
  needs: 'stack',
  run: async (stack, session) => {
    const shape = { floorProgram: 'unnest-server', connections: 8, fixesPerRequest: 100 };
    return [await accepted(stack, { ...shape, requests: session.scale(500) }, session, { atLeast: 0.6 })];
  },
};

export const b8: Bench = {
  id: 'B8',
  title: 'Location webhook with 1 fix, against bare Fastify with a single INSERT',
  needs: 'stack',
  run: async (stack, session) => {
    const shape = { floorProgram: 'insert-server', connections: 32, fixesPerRequest: 1 };
    return [await accepted(stack, { ...shape, requests: session.scale(8_000) }, session, { atLeast: 1.5 })];
  },
};
