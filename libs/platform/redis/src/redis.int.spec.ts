import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { eventually } from '@watch-tower/testing';
import type { Redis } from 'ioredis';
import { openRedis } from './open-redis.js';
import { WindowLimiter } from './window-limiter.js';

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

/** Unlike `once` of node:events, not rejected by the refused attempts before. */
const happens = (redis: Redis, event: string): Promise<void> =>
  new Promise((resolve) => redis.once(event, () => resolve()));

/** A Redis of this file's own: it is killed and frozen here. */
describe('a Redis client', () => {
  let server: ChildProcess;
  let redis: Redis;
  let errors: Error[];

  beforeEach(async () => {
    errors = [];
    const port = await freePort();
    server = spawn('redis-server', ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], {
      stdio: 'ignore',
    });
    redis = openRedis({
      url: `redis://127.0.0.1:${port}`,
      clientName: 'redis.int.spec',
      commandTimeoutMs: 200,
      onError: (error) => errors.push(error),
    });
    await happens(redis, 'ready');
  });

  afterEach(async () => {
    redis.disconnect();
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGCONT');
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
  });

  it('allows what the limit allows, and says how long to wait after that', async () => {
    const limiter = new WindowLimiter(redis, { name: 'test', limit: 2, windowMs: 60_000 });
    expect(await limiter.take('a')).toMatchObject({ allowed: true });
    expect(await limiter.take('a')).toMatchObject({ allowed: true });
    const refused = await limiter.take('a');
    expect(refused.allowed).toBe(false);
    expect(refused.retryAfterMs).toBeGreaterThan(59_000);
    expect(await limiter.take('b')).toMatchObject({ allowed: true });
    await limiter.clear('a');
    expect(await limiter.take('a')).toMatchObject({ allowed: true });
  });

  it('rejects within the command timeout when the server is frozen', async () => {
    const limiter = new WindowLimiter(redis, { name: 'test', limit: 2, windowMs: 60_000 });
    server.kill('SIGSTOP');
    const startedAt = performance.now();
    await expect(limiter.take('a')).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('asks a frozen server nothing more, until it answers again', async () => {
    server.kill('SIGSTOP');
    await expect(redis.get('a')).rejects.toThrow('Redis did not answer get in time');
    await expect(redis.get('a')).rejects.toThrow('Redis does not answer');
    server.kill('SIGCONT');
    await eventually(async () => expect(await redis.get('a')).toBeNull());
  });

  it('takes an answer that came in time, also where this process was too busy to read it', async () => {
    const answer = redis.ping();
    const busyUntilMs = performance.now() + 500;
    while (performance.now() < busyUntilMs);
    expect(await answer).toBe('PONG');
  });

  it('rejects at once when the server was killed, and reports the loss', async () => {
    const closed = happens(redis, 'close');
    const reported = happens(redis, 'error');
    server.kill('SIGKILL');
    await closed;
    const startedAt = performance.now();
    await expect(redis.ping()).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    await reported;
    expect(errors).not.toHaveLength(0);
  });
});
