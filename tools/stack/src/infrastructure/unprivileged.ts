import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StackError } from '../errors.js';
import { run } from '../process/run.js';
import { which } from '../process/which.js';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: there it gets a user of its own. `undefined` where we are not root. */
export async function unprivilegedUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const name = 'watchtower';
  const known = await lookUp(name);
  if (known) return known;
  const useradd = which('useradd');
  if (useradd)
    await run(useradd, [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      name,
    ]);
  const user = (await lookUp(name)) ?? (await lookUp('nobody'));
  if (!user)
    throw new StackError(
      'PostgreSQL cannot run as root, and no user to run it as could be made: run this as another user.',
    );
  return user;
}

async function lookUp(name: string): Promise<SystemUser | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return uid.code === 0 && gid.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : undefined;
}

/** Whether every folder above `path` lets other users through (root's home does not). */
export async function isReachableByOthers(path: string): Promise<boolean> {
  for (let dir = dirname(path); ; dir = dirname(dir)) {
    const mode = await stat(dir).then(
      (found) => found.mode,
      () => 0o001,
    );
    if ((mode & 0o001) === 0) return false;
    if (dir === dirname(dir)) return true;
  }
}
