import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { codeOf } from '../errors.js';

/** A process as found again later: its pid alone may by then belong to a stranger. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; differs between two processes that had the same pid. */
  readonly startedAt: string;
}

/** When the process was started, or `undefined` if it is not running (a zombie is not). */
async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    // Field 2 is the program's name in brackets and may hold spaces; state is the 1st field after it, start the 20th.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch((error: unknown) => {
      if (['ENOENT', 'ESRCH'].includes(codeOf(error) ?? '')) return '';
      throw error;
    });
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.trim() || undefined;
}

export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = await startOf(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await startOf(identity.pid)) === identity.startedAt;
}

export function parseIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('startedAt' in value))
    return undefined;
  const { pid, startedAt } = value;
  return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
}
