import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError } from './errors.js';
import { localPaths, type LocalPaths } from './paths.js';
import { Ports } from './ports.js';
import { claim } from './process/claim.js';
import { stopLeftovers } from './process/managed-process.js';
import { Secrets } from './secrets.js';

export type Log = (line: string) => void;

export interface WorkspaceOptions {
  /** Where data, logs and pids go; `.local` of the clone unless told otherwise. */
  readonly dir?: string;
  /** Takes each line of progress. */
  readonly log?: Log;
  /** Gives up a start that is under way; what is already running is stopped. */
  readonly signal?: AbortSignal;
}

/** A `.local` folder, ours alone until `close`, with nothing of an earlier run still going. */
export interface Workspace {
  readonly paths: LocalPaths;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly signal: AbortSignal;
  close(): Promise<void>;
}

/** @throws StackError where a living process has this folder. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const paths = localPaths(options.dir);
  const log = options.log ?? (() => undefined);
  const lock = await claim(join(paths.runDir, 'lock.json'));
  if ('heldBy' in lock) {
    throw new StackError(
      `Watch Tower already runs in ${paths.dir} (process ${lock.heldBy.pid}): stop it first.`,
    );
  }
  try {
    await rm(paths.factsFile, { force: true });
    const leftovers = await stopLeftovers(paths.runDir);
    if (leftovers.length > 0) log(`Stopped what an earlier run left behind: ${leftovers.join(', ')}`);
    const [ports, secrets] = await Promise.all([Ports.open(paths), Secrets.open(paths)]);
    const signal = options.signal ?? new AbortController().signal;
    const close = async () => {
      await ports.release();
      await lock.release();
    };
    return { paths, ports, secrets, log, signal, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
