import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { exists } from '../files.js';
import type { LocalPaths } from '../paths.js';
import { startProcess, waitUntilReady } from '../process/managed-process.js';
import { runOrFail } from '../process/run.js';
import { postgresPrograms } from './postgres-programs.js';
import { nativeServer, type Server } from './server.js';
import type { Workspace } from '../workspace.js';
import { isReachableByOthers, unprivilegedUser, type SystemUser } from './unprivileged.js';

/** Durable as in production (fsync and synchronous_commit stay on, in tests too); sized for a laptop. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '1GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %u@%d ',
};

/** `fast` ends sessions and writes a checkpoint; `immediate` is a crash, followed by recovery at the next start. */
export type StopMode = 'fast' | 'immediate';

export interface PostgresServer extends Server<StopMode> {
  /** Superuser's address. */
  readonly adminUrl: string;
  readonly hasVector: boolean;
}

export async function nativePostgres(workspace: Workspace): Promise<PostgresServer> {
  const { paths, ports, secrets, log, signal } = workspace;
  const user = await unprivilegedUser();
  const { binDir, hasVector } = await postgresPrograms(user, log);
  const password = await secrets.get('postgresPassword');
  const port = await ports.choose('postgres');
  const parent = await postgresDir(paths);
  const dataDir = join(parent, 'data');
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

  await mkdir(parent, { recursive: true });
  if (user) await chown(parent, user.uid, user.gid);
  if (!(await exists(dataDir))) {
    log('PostgreSQL: creating the database cluster');
    await createCluster(binDir, parent, password, user);
  }

  const server = nativeServer('PostgreSQL', async () => {
    const child = await startProcess({
      name: 'postgres',
      command: join(binDir, 'postgres'),
      args: [
        '-D',
        dataDir,
        '-p',
        String(port),
        ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
      ],
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      cwd: '/',
      user,
      logFile: join(paths.logsDir, 'postgres.log'),
      runDir: paths.runDir,
      stopSignal: 'SIGINT',
    });
    await waitUntilReady(child, () => answersSql(adminUrl), { timeoutMs: 120_000, signal });
    return child;
  });
  const { stop } = server;
  return Object.assign(server, {
    adminUrl,
    hasVector,
    stop: (mode: StopMode = 'fast') => stop(mode === 'fast' ? 'SIGINT' : 'SIGQUIT'),
  });
}

/** The clone's own folder where PostgreSQL's user can reach it; under root's closed home, a folder of the system's. */
export async function postgresDir(paths: LocalPaths): Promise<string> {
  const own = join(paths.dir, 'postgres');
  const isRoot = process.getuid?.() === 0;
  return !isRoot || (await isReachableByOthers(own)) ? own : join('/var/lib/watch-tower', paths.key);
}

/** Whether `CREATE EXTENSION vector` would work on this server. */
export async function hasVectorExtension(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(`SELECT FROM pg_available_extensions WHERE name = 'vector'`);
    return rowCount === 1;
  } finally {
    await client.end();
  }
}

export async function answersSql(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createCluster(
  binDir: string,
  parent: string,
  password: string,
  user: SystemUser | undefined,
): Promise<void> {
  const draft = join(parent, 'data.new');
  const passwordFile = join(parent, 'password');
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  try {
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    await runOrFail(
      'Creating the PostgreSQL cluster',
      join(binDir, 'initdb'),
      ['-D', draft, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, ...locale],
      { user, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } },
    );
    await rename(draft, join(parent, 'data'));
  } finally {
    await rm(passwordFile, { force: true });
  }
}
