import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the clone this file belongs to. */
export const repositoryDir = fileURLToPath(new URL('../../../', import.meta.url));

/** Downloads, shared by all clones of this user. */
export const cacheDir = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'watch-tower');

/** Where one running system keeps its data, logs and pids. */
export interface LocalPaths {
  readonly dir: string;
  readonly logsDir: string;
  readonly runDir: string;
  readonly factsFile: string;
  readonly secretsFile: string;
  readonly portsFile: string;
  /** Short name of this folder, for things that live outside it (containers, volumes). */
  readonly key: string;
}

export function localPaths(dir = join(repositoryDir, '.local')): LocalPaths {
  const absolute = resolve(dir);
  return {
    dir: absolute,
    logsDir: join(absolute, 'logs'),
    runDir: join(absolute, 'run'),
    factsFile: join(absolute, 'stack.json'),
    secretsFile: join(absolute, 'secrets.json'),
    portsFile: join(absolute, 'ports.json'),
    key: createHash('sha256').update(absolute).digest('hex').slice(0, 10),
  };
}
