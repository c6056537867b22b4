import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { StackError } from '../errors.js';
import { startProcess, waitUntilReady } from '../process/managed-process.js';
import { run } from '../process/run.js';
import { which } from '../process/which.js';
import { nativeServer, type Server } from './server.js';
import type { Log, Workspace } from '../workspace.js';
import { installSystemPackages } from './system-packages.js';

const redisMajorMin = 7;

export interface RedisServer extends Server {
  readonly url: string;
}

/** A cache that may be killed at any time: nothing is written to disk. */
export async function nativeRedis({ paths, ports, log, signal }: Workspace): Promise<RedisServer> {
  const program = (await findRedis()) ?? (await installRedis(log));
  const port = await ports.choose('redis');
  const dir = join(paths.dir, 'redis');
  await mkdir(dir, { recursive: true });
  const url = `redis://127.0.0.1:${port}`;
  const server = nativeServer('Redis', async () => {
    const child = await startProcess({
      name: 'redis',
      command: program,
      args: [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        dir,
        '--save',
        '',
        '--appendonly',
        'no',
        '--daemonize',
        'no',
      ],
      env: { PATH: process.env['PATH'], TZ: 'UTC' },
      cwd: dir,
      logFile: join(paths.logsDir, 'redis.log'),
      runDir: paths.runDir,
      stopSignal: 'SIGTERM',
    });
    await waitUntilReady(child, () => answersRedis(url), { timeoutMs: 30_000, signal });
    return child;
  });
  return Object.assign(server, { url });
}

/** Path of a Redis (or Valkey) new enough, or `undefined`. */
export async function findRedis(): Promise<string | undefined> {
  for (const program of ['redis-server', 'valkey-server']) {
    const path = which(program);
    if (path && redisMajor((await run(path, ['--version'])).output) >= redisMajorMin) return path;
  }
  return undefined;
}

/** From the text of `redis-server --version`: `Redis server v=7.0.15 sha=…` → 7; 0 where it says nothing of the kind. */
export function redisMajor(versionText: string): number {
  return Number(/\bv=(\d+)/.exec(versionText)?.[1] ?? 0);
}

/** Any reply counts, an error for want of a password too: it is there and serves. */
export function answersRedis(url: string, timeoutMs = 1_000): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 6379) });
    const finish = (isReady: boolean) => {
      socket.destroy();
      resolve(isReady);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (reply) => finish(/^[+-](PONG|NOAUTH|WRONGPASS|ERR)/.test(reply.toString())));
  });
}

async function installRedis(log: Log): Promise<string> {
  const installed = await installSystemPackages(['redis-server'], log);
  const program = installed ? await findRedis() : undefined;
  if (program) return program;
  throw new StackError(
    `Redis ${redisMajorMin} or newer is missing: install it (Debian: apt-get install redis-server).`,
  );
}
