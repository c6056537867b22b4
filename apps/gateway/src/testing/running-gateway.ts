import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { role as roles, type Role } from '@watch-tower/contracts';
import type { Database } from '@watch-tower/database';
import { createTestDatabase } from '@watch-tower/testing';
import { migrations } from '../database/migrations/index.js';
import { AccessTokens } from '../sign-in/access-tokens.js';
import { Users } from '../sign-in/users.js';
import { faultyLink, through, type FaultyLink } from './faulty-link.js';

const program = join(import.meta.dirname, '../../dist/main.js');
const password = 'a long password';

export type Answered = { status: number; headers: Headers; body: Record<string, unknown> };

export type RunningGateway = {
  readonly url: string;
  readonly webhookSecret: string;
  readonly jwtSecret: string;
  readonly password: string;
  readonly database: Database;
  readonly postgres: FaultyLink;
  readonly redis: FaultyLink;
  /** Access tokens by role. */
  readonly tokens: Record<'admin' | 'dispatcher' | 'viewer', string>;
  request(method: string, path: string, options?: RequestOptions): Promise<Answered>;
  webhook(body: string, headers?: Record<string, string>, kind?: 'location' | 'alert'): Promise<Answered>;
  stop(): Promise<number | null>;
};

export type RequestOptions = {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};

const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run through \`npm test\``);
  return value;
};

const run = async (args: string[], env: NodeJS.ProcessEnv): Promise<void> => {
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`gateway ${args.join(' ')} ended with ${code}`);
};

/** The address, once the program says that it is up. */
const addressOf = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('the program has no output');
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    const entry = JSON.parse(line) as { msg: string; address?: string };
    if (entry.msg === 'gateway is up' && entry.address !== undefined) return entry.address;
  }
  throw new Error(`the gateway did not come up:\n${lines.join('\n')}`);
};

const builtDashboard = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'dashboard-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), '<html>the dashboard</html>');
  await writeFile(join(directory, 'assets/app-1a2b3c.js'), 'export {};');
  return directory;
};

/**
 * Runs the built gateway against the real PostgreSQL, Redis and Kafka, on a database of its own, with links
 * to PostgreSQL and Redis that can be broken. One at a time: gateways share their consumer group.
 */
export const runGateway = async (settings: Record<string, string> = {}): Promise<RunningGateway> => {
  if (!existsSync(program)) throw new Error(`${program} is missing: build first (npm run build)`);
  const testDatabase = await createTestDatabase();
  const database = await testDatabase.open('gateway', { migrations: [...migrations] });
  const serviceUrl = testDatabase.serviceUrl('gateway');
  const postgresUrl = new URL(serviceUrl);
  const redisUrl = new URL(variable('REDIS_URL'));
  const postgres = await faultyLink(postgresUrl.hostname, Number(postgresUrl.port || 5432));
  const redis = await faultyLink(redisUrl.hostname, Number(redisUrl.port || 6379));
  const webhookSecret = 'the secret of LocoNav';
  const jwtSecret = 'the secret that signs the tokens of a test';
  const dashboardDir = await builtDashboard();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: '0',
    DATABASE_URL: through(serviceUrl, postgres),
    REDIS_URL: through(redisUrl.href, redis),
    JWT_SECRET: jwtSecret,
    DASHBOARD_DIR: dashboardDir,
    LOCONAV_WEBHOOK_SECRET: webhookSecret,
    ...settings,
  };
  if (settings['KAFKA_BROKERS'] === undefined) await run(['topics'], env);
  for (const role of roles.options) {
    const args = ['create-user', '--email', `${role}@example.com`, '--role', role, '--name', `The ${role}`];
    await run(args, { ...env, USER_PASSWORD: password });
  }
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await addressOf(child);
  child.stdout?.resume();

  const read = async (response: Response): Promise<Answered> => {
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : { text }) as Record<string, unknown>,
    };
  };
  const request: RunningGateway['request'] = async (method, path, { token, body, headers = {} } = {}) =>
    read(
      await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const signer = new AccessTokens({ jwtSecret, accessTokenSeconds: 900 });
  const users = new Users(database);
  const tokenOf = async (role: Role): Promise<string> => {
    const user = await users.findForSignIn(`${role}@example.com`);
    if (user === undefined) throw new Error(`create-user made no ${role}`);
    return signer.issue(user);
  };

  return {
    url,
    webhookSecret,
    jwtSecret,
    password,
    database,
    postgres,
    redis,
    tokens: {
      admin: await tokenOf('admin'),
      dispatcher: await tokenOf('dispatcher'),
      viewer: await tokenOf('viewer'),
    },
    request,
    webhook: async (body, headers, kind = 'location') =>
      read(
        await fetch(`${url}/webhooks/loconav/${kind}`, {
          method: 'POST',
          headers: headers ?? { 'x-loconav-secret': webhookSecret },
          body,
        }),
      ),
    stop: async () => {
      postgres.mend();
      redis.mend();
      const exited = once(child, 'exit') as Promise<[number | null]>;
      child.kill('SIGTERM');
      const [code] = await exited;
      await Promise.all([postgres.close(), redis.close()]);
      await testDatabase.close();
      await rm(dashboardDir, { recursive: true });
      return code;
    },
  };
};
