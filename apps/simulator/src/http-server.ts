import Fastify, { type FastifyInstance } from 'fastify';
import type { Simulation } from './simulation.js';

/** Health, metrics, the world and the start, over HTTP. Not listening yet. */
export function createHttpServer(simulation: Simulation, describeWorld: () => object): FastifyInstance {
  const app = Fastify({ logger: false });
  const isStopped = () => simulation.status().state === 'stopped';

  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', (_request, reply) =>
    isStopped() ? reply.code(503).send({ status: 'stopping' }) : { status: 'ok' },
  );
  app.get('/metrics', async (_request, reply) =>
    reply.type(simulation.counts.registry.contentType).send(await simulation.counts.registry.metrics()),
  );
  app.get('/world', () => describeWorld());
  app.get('/control/status', () => simulation.status());
  app.post('/control/start', (_request, reply) =>
    reply.code(simulation.start() ? 202 : 200).send(simulation.status()),
  );
  return app;
}
