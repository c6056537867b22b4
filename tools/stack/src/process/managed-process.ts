import { spawn } from 'node:child_process';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, StackError } from '../errors.js';
import { readJson, tail, writeJson } from '../files.js';
import { identify, isRunning, parseIdentity, type ProcessIdentity } from './identity.js';
import { withDeathSignal } from './death-signal.js';
import { stepBack } from './step-back.js';

const stopTimeoutMsDefault = 20_000;
const logBytesMax = 20 * 1024 * 1024;

export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Standard output and error are appended here. */
  readonly logFile: string;
  /** Where its pid is noted, so that the next start finds what a crash of ours left behind. */
  readonly runDir: string;
  /** Asks it to end well. */
  readonly stopSignal: NodeJS.Signals;
  readonly stopTimeoutMs?: number;
  /** Steps back for others, by so much (1 to 19), where CPU is short. */
  readonly niceness?: number | undefined;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  readonly exited: Promise<Exit>;
  isAlive(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end, insists after the time limit, and waits until it has. */
  stop(signal?: NodeJS.Signals): Promise<Exit>;
}

/**
 * A long-running child in a process group of its own, so that the terminal's Ctrl-C reaches only us and we decide the
 * order of the end. Where Linux's `setpriv` is at hand the kernel signals the child when we are killed outright.
 */
export async function startProcess(spec: ProcessSpec): Promise<ManagedProcess> {
  await mkdir(dirname(spec.logFile), { recursive: true });
  await mkdir(spec.runDir, { recursive: true });
  await rotate(spec.logFile);
  const log = await open(spec.logFile, 'a');
  const [command = spec.command, ...args] = [...withDeathSignal(spec.stopSignal), spec.command, ...spec.args];
  const child = spawn(command, args, {
    cwd: spec.cwd,
    env: spec.env,
    uid: spec.user?.uid,
    gid: spec.user?.gid,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      exit = { code, signal };
      resolve(exit);
    });
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) =>
        reject(new StackError(`${spec.name} could not be started: ${error.message}.`)),
      );
    });
  } finally {
    await log.close();
  }
  const pid = child.pid;
  if (pid === undefined) throw new StackError(`${spec.name} could not be started.`);
  if (spec.niceness !== undefined) await stepBack(pid, spec.niceness);
  const pidFile = join(spec.runDir, `${spec.name}.pid.json`);
  const identity = await identify(pid);
  if (identity) await writeJson(pidFile, { ...identity, stopSignal: spec.stopSignal });
  void exited.then(() => rm(pidFile, { force: true }));

  return {
    name: spec.name,
    pid,
    logFile: spec.logFile,
    exited,
    isAlive: () => exit === undefined,
    signal: (signal) => void child.kill(signal),
    stop: async (signal = spec.stopSignal) => {
      if (exit) return exit;
      child.kill(signal);
      // A frozen process takes no signal but SIGKILL until it is thawed.
      child.kill('SIGCONT');
      const insist = setTimeout(() => child.kill('SIGKILL'), spec.stopTimeoutMs ?? stopTimeoutMsDefault);
      try {
        return await exited;
      } finally {
        clearTimeout(insist);
        await rm(pidFile, { force: true });
      }
    },
  };
}

/** Waits until `isReady` says so; a process that ends first, or is not ready in time, is an error with the tail of its log. */
export async function waitUntilReady(
  child: ManagedProcess,
  isReady: () => Promise<boolean>,
  options: { readonly timeoutMs: number; readonly pollMs?: number; readonly signal?: AbortSignal },
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  while (!(await isReady())) {
    if (options.signal?.aborted) {
      await child.stop();
      options.signal.throwIfAborted();
    }
    const ended = !child.isAlive();
    if (ended || Date.now() > deadline) {
      await child.stop('SIGKILL');
      const why = ended ? 'ended while starting' : `was not ready after ${options.timeoutMs / 1000} s`;
      throw new StackError(
        `${child.name} ${why}; the end of ${child.logFile}:\n${await tail(child.logFile)}`,
      );
    }
    await Promise.race([new Promise((resolve) => setTimeout(resolve, options.pollMs ?? 50)), child.exited]);
  }
}

/** Stops what an earlier run in this folder left behind (it was killed, or the machine lost its patience). */
export async function stopLeftovers(runDir: string): Promise<string[]> {
  const files = await readdir(runDir).catch(() => []);
  const leftovers = await Promise.all(
    files.filter((file) => file.endsWith('.pid.json')).map((file) => stopLeftover(join(runDir, file))),
  );
  return leftovers.filter((name) => name !== undefined);
}

async function stopLeftover(pidFile: string): Promise<string | undefined> {
  const record = await readJson(pidFile);
  const identity = parseIdentity(record);
  const wasRunning = identity !== undefined && (await isRunning(identity));
  if (wasRunning) {
    const asked =
      typeof record === 'object' && record !== null && 'stopSignal' in record ? record.stopSignal : '';
    signalQuietly(identity.pid, 'SIGCONT');
    signalQuietly(identity.pid, asked === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    if (!(await waitForEnd(identity, stopTimeoutMsDefault))) {
      signalQuietly(identity.pid, 'SIGKILL');
      await waitForEnd(identity, stopTimeoutMsDefault);
    }
  }
  await rm(pidFile, { force: true });
  return wasRunning ? pidFile.slice(pidFile.lastIndexOf('/') + 1, -'.pid.json'.length) : undefined;
}

async function waitForEnd(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (await isRunning(identity)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

async function rotate(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > logBytesMax) await rename(logFile, `${logFile}.1`);
}
