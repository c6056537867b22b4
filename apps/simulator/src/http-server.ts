import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from './clock.js';
import { faultList, type Faults, type Truck, truthOf } from '@watch-tower/simulator-domain';
import { serveApi, type ApiSettings } from './loconav/api.js';
import { createRequestLimit } from './loconav/request-limit.js';
import type { Simulation } from './simulation.js';
import { describeWorld } from './describe-world.js';

interface Parts {
  readonly fleet: readonly Truck[];
  readonly settings: ApiSettings & { readonly apiRequestsMax: number; readonly apiWindowSeconds: number };
  readonly simulation: Simulation;
  readonly faults: Faults;
  readonly clock: Clock;
}

/** One answer tells of so many days of trucks; who wants more asks again. */
const TRUTH_TRUCK_HOURS_MAX = 1000;
const HOUR_MS = 3_600_000;

const truthQuery = z.object({
  plate: z.string().optional(),
  from: z.iso.datetime({ offset: true }).transform(Date.parse),
  to: z.iso.datetime({ offset: true }).transform(Date.parse),
});

/** LocoNav's API, and for whoever looks after the simulation health, metrics, the world, the truth, the start and the faults. Not listening yet. */
export function createHttpServer({ fleet, settings, simulation, faults, clock }: Parts): FastifyInstance {
  const app = Fastify({ logger: false });
  const limit = createRequestLimit(settings.apiRequestsMax, settings.apiWindowSeconds * 1000);
  const isStopped = () => simulation.status().state === 'stopped';

  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', (_request, reply) =>
    isStopped() ? reply.code(503).send({ status: 'stopping' }) : { status: 'ok' },
  );
  app.get('/metrics', async (_request, reply) =>
    reply.type(simulation.counts.registry.contentType).send(await simulation.counts.registry.metrics()),
  );
  app.get('/world', () => describeWorld(settings.seed, fleet, clock.now()));
  app.get('/truth', ({ query }, reply) => {
    const asked = truthQuery.safeParse(query);
    if (!asked.success) return reply.code(400).send({ faults: z.flattenError(asked.error).fieldErrors });
    const { plate, from, to } = asked.data;
    const trucks = fleet.filter((truck) => plate === undefined || truck.plate === plate);
    const hours = ((to - from) / HOUR_MS) * trucks.length;
    if (!(hours > 0 && hours <= TRUTH_TRUCK_HOURS_MAX)) {
      return reply
        .code(400)
        .send({ faults: [`between 0 and ${TRUTH_TRUCK_HOURS_MAX} hours of trucks at once`] });
    }
    return { trucks: trucks.map((truck) => truthOf(settings, truck, from, to)) };
  });
  app.get('/faults', () => ({ faults: faults.list().map(toAnswer) }));
  app.post('/faults', ({ body }, reply) => {
    const wanted = faultList.safeParse(body);
    if (!wanted.success) {
      const issues = wanted.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      return reply.code(400).send({ faults: issues });
    }
    faults.replace(wanted.data, clock.now());
    return { faults: faults.list().map(toAnswer) };
  });
  app.get('/control/status', () => ({ ...simulation.status(), api: limit.counts() }));
  app.post('/control/start', (_request, reply) =>
    reply.code(simulation.start() ? 202 : 200).send(simulation.status()),
  );
  serveApi(app, {
    fleet,
    settings,
    memory: simulation.memory,
    faults,
    limit,
    limitMax: settings.apiRequestsMax,
    clock,
  });
  return app;
}

/** Times as RFC 3339; null for ever. */
function toAnswer({ sinceMs, untilMs, ...fault }: ReturnType<Faults['list']>[number]): object {
  const at = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
  return { ...fault, since: at(sinceMs), until: at(untilMs) };
}
