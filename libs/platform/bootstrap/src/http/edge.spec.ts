import { ProblemError } from '@watch-tower/errors';
import { currentTrace, type Logger } from '@watch-tower/messaging';
import { fastify, type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { serveProbes } from './probes.js';
import { sendProblem } from './problems.js';
import { traceRequests } from './request-trace.js';

type Line = { level: string; fields: Record<string, unknown>; message: string };

let lines: Line[];
let metrics: Registry;
let http: FastifyInstance;
let ready: boolean;

const recordingLogger = (): Logger => {
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields: fields as Record<string, unknown>, message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

/** A route that fails as it is told to. */
const failWith = (error: unknown) => {
  http.get('/fails', () => {
    throw error;
  });
  return http.inject('/fails');
};

beforeEach(() => {
  lines = [];
  ready = true;
  metrics = new Registry();
  http = fastify({ bodyLimit: 100 });
  const logger = recordingLogger();
  traceRequests(http, logger, metrics);
  http.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, logger));
  serveProbes(http, async () => ({ ready, details: { database: ready } }), metrics);
});
afterEach(() => http.close());

describe('a failed request', () => {
  it('is answered as problem+json with its code, fields and correlation id', async () => {
    const errors = [{ field: 'weightTons', message: 'must be above 0' }];
    const answer = await failWith(
      new ProblemError('invalid', 'invalid_trip', 'The trip is not valid.', { errors }),
    );
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual({
      type: 'urn:watch-tower:problem:invalid_trip',
      title: 'The request is not valid',
      status: 400,
      code: 'invalid_trip',
      detail: 'The trip is not valid.',
      instance: '/fails',
      correlationId: answer.headers['x-correlation-id'],
      errors,
    });
  });

  it('says nothing of a fault of ours, and logs it as ERROR', async () => {
    const answer = await failWith(new TypeError('the password is tea'));
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('tea');
    expect(lines.map(({ level }) => level)).toContain('error');
  });

  it('is 503 with Retry-After while a backing service is away', async () => {
    const answer = await failWith(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(lines.map(({ level }) => level)).toContain('warn');
  });

  it.each([
    ['not JSON', '{"a":', 'application/json', 400, 'malformed_request'],
    ['too large', JSON.stringify({ filling: 'x'.repeat(200) }), 'application/json', 413, 'body_too_large'],
    ['of a type nobody reads', 'a,b', 'text/csv', 415, 'unsupported_media_type'],
  ])('whose body is %s is named so', async (_case, payload, contentType, status, code) => {
    http.post('/takes', () => 'taken');
    const answer = await http.inject({
      method: 'POST',
      url: '/takes',
      payload,
      headers: { 'content-type': contentType },
    });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
  });
});

describe('a request', () => {
  it('runs in the trace of its caller and leaves one line and one observation', async () => {
    const traces: unknown[] = [];
    http.get('/things/:id', () => {
      traces.push(currentTrace());
      return 'thing';
    });
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const answer = await http.inject({
      url: '/things/7?secret=tea',
      headers: { 'x-correlation-id': 'order-7', traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    expect(answer.headers['x-correlation-id']).toBe('order-7');
    expect(traces).toEqual([
      { correlationId: 'order-7', traceparent: expect.stringContaining(traceId) as unknown },
    ]);
    expect(lines).toMatchObject([{ level: 'info', fields: { route: '/things/:id', status: '200' } }]);
    expect(JSON.stringify(lines)).not.toContain('tea');
    expect(await metrics.metrics()).toContain('route="/things/:id",status="200"');
  });

  it.each(['', 'spaces are out', 'x'.repeat(101)])(
    'gets an id of ours for the correlation id %j',
    async (sent) => {
      http.get('/thing', () => 'thing');
      const answer = await http.inject({ url: '/thing', headers: { 'x-correlation-id': sent } });
      expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe('probes', () => {
  it('are ready when the service is, else 503 with the details', async () => {
    expect((await http.inject('/health/ready')).statusCode).toBe(200);
    ready = false;
    const answer = await http.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([503, { status: 'not ready', database: false }]);
    expect((await http.inject('/health/live')).statusCode).toBe(200);
  });

  it('show metrics to the scraper beside the service, not through a proxy', async () => {
    expect((await http.inject('/metrics')).body).toContain('watchtower_http_request_duration_seconds');
    const proxied = await http.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(proxied.statusCode).toBe(404);
  });

  it('leave their lines at DEBUG', async () => {
    await http.inject('/health/live');
    expect(lines.map(({ level }) => level)).toEqual(['debug']);
  });
});
