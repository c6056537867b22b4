import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/** What a service says of itself. `ready` decides the status of `/health/ready`; details are for people. */
export type Health = { readonly ready: boolean; readonly details: Readonly<Record<string, unknown>> };

/**
 * `/health/live` (the process answers), `/health/ready` (200 or 503 with the details) and `/metrics`. A
 * request that came through a proxy is refused the metrics: they are for the scraper beside the service.
 */
export const serveProbes = (
  http: FastifyInstance,
  health: () => Promise<Health>,
  metrics: Registry,
): void => {
  http.get('/health/live', () => ({ status: 'live' }));

  http.get('/health/ready', async (_request, reply) => {
    const { ready, details } = await health();
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', ...details });
  });

  http.get('/metrics', async (request, reply) => {
    if (request.headers['x-forwarded-for'] !== undefined) return reply.status(404).send();
    return reply.header('content-type', metrics.contentType).send(await metrics.metrics());
  });
};
