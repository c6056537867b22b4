import { newId, nextTraceparent, runInTrace, type Logger } from '@watch-tower/messaging';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

const correlationHeader = 'x-correlation-id';
const acceptableId = /^[\w.:-]{1,100}$/;

const correlationIds = new WeakMap<FastifyRequest, string>();

/** The correlation id of a request: the caller's, when it sent an acceptable one, else ours. */
export const correlationIdOf = (request: FastifyRequest): string => correlationIds.get(request) ?? 'unknown';

const isProbe = (route: string): boolean => route.startsWith('/health/') || route === '/metrics';

/** Every request runs in a trace, answers with its correlation id, is measured, and leaves one log line. */
export const traceRequests = (http: FastifyInstance, logger: Logger, metrics: Registry): void => {
  const duration = new Histogram({
    name: 'watchtower_http_request_duration_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [metrics],
  });

  http.addHook('onRequest', (request, reply, done) => {
    const sent = request.headers[correlationHeader];
    const correlationId = typeof sent === 'string' && acceptableId.test(sent) ? sent : newId();
    const parent = request.headers['traceparent'];
    correlationIds.set(request, correlationId);
    reply.header(correlationHeader, correlationId);
    runInTrace(
      { correlationId, traceparent: nextTraceparent(typeof parent === 'string' ? parent : undefined) },
      done,
    );
  });

  http.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    duration.observe(labels, reply.elapsedTime / 1_000);
    const line = { ...labels, durationMs: Math.round(reply.elapsedTime * 10) / 10 };
    logger[isProbe(route) ? 'debug' : 'info'](line, 'request');
    done();
  });
};
