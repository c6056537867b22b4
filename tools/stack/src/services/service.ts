import { describeError, StackError } from '../errors.js';
import { tail } from '../files.js';
import { startProcess, type Exit, type ManagedProcess } from '../process/managed-process.js';
import type { Log } from '../workspace.js';

/**
 * As in the image (ADR 16): a small heap for what is bounded, but room for a slice to end young and for the rest to
 * double before it is collected, by one thread beside the program's. What waits in queues are buffers, beside the heap.
 */
const nodeFlags = [
  '--max-semi-space-size=16',
  '--max-old-space-size=256',
  '--heap-growing-percent=100',
  '--v8-pool-size=1',
];
const backoffMsMin = 200;
const backoffMsMax = 10_000;
/** A process that lived this long had started well: the next restart is quick again. */
const settledAfterMs = 30_000;

export interface ServiceOptions {
  readonly name: string;
  readonly entry: string;
  /** What its program is to do, where not what it does unless told. */
  readonly args?: readonly string[] | undefined;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly runDir: string;
  readonly log: Log;
  readonly signal?: AbortSignal;
  readonly readyTimeoutMs?: number;
  readonly niceness?: number | undefined;
  /** A new process has taken over; it may not be ready yet. */
  readonly onRestart?: () => Promise<void>;
}

/** How long to wait before the n-th restart in a row (from 1): 0.2 s, doubling up to 10 s. */
export function backoffMs(attempt: number): number {
  return Math.min(backoffMsMax, backoffMsMin * 2 ** (attempt - 1));
}

/**
 * One service as a child process that is kept alive: if it ends unasked it is said in one line, with the end of its log,
 * and it is started again.
 */
export class Service {
  restarts = 0;
  private child: ManagedProcess | undefined;
  private isWanted = false;
  private attempts = 0;
  private startedAt = 0;
  private retry: NodeJS.Timeout | undefined;
  private relaunching: Promise<void> | undefined;

  constructor(private readonly options: ServiceOptions) {}

  get name(): string {
    return this.options.name;
  }

  get url(): string {
    return this.options.url;
  }

  get logFile(): string {
    return this.options.logFile;
  }

  get env(): Readonly<Record<string, string>> {
    return this.options.env;
  }

  /** `undefined` while it is not running. */
  get pid(): number | undefined {
    return this.child?.isAlive() ? this.child.pid : undefined;
  }

  /** Resolves once `/health/ready` says yes. @throws StackError with the end of its log where it does not come to that. */
  async start(): Promise<void> {
    if (this.child?.isAlive()) return;
    try {
      await this.launch();
      await this.ready();
      this.isWanted = true;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Waits until it serves, through restarts if need be. @throws StackError with the end of its log after the time limit. */
  async ready(timeoutMs = this.options.readyTimeoutMs ?? 120_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(this.pid !== undefined && (await answersOk(`${this.url}/health/ready`)))) {
      this.options.signal?.throwIfAborted();
      const hasEnded = this.pid === undefined && !this.isWanted;
      if (hasEnded || Date.now() > deadline) {
        const why = hasEnded ? 'ended while starting' : `was not ready after ${timeoutMs / 1000} s`;
        const { logFile } = this.options;
        throw new StackError(`${this.name} ${why}; the end of ${logFile}:\n${await tail(logFile)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends it well (SIGTERM) and leaves it stopped. */
  async stop(): Promise<Exit | undefined> {
    this.isWanted = false;
    clearTimeout(this.retry);
    await this.relaunching;
    const exit = await this.child?.stop();
    this.child = undefined;
    return exit;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Sends a signal, as a fault would, and waits for the end; it is then started again as after any other end. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child?.isAlive()) throw new StackError(`${this.name} is not running.`);
    child.signal(signal);
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await child.exited;
  }

  private async launch(): Promise<void> {
    const child = await startProcess({
      name: this.name,
      command: process.execPath,
      args: [...nodeFlags, this.options.entry, ...(this.options.args ?? [])],
      env: { ...this.options.env },
      logFile: this.options.logFile,
      runDir: this.options.runDir,
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 30_000,
      niceness: this.options.niceness,
    });
    this.child = child;
    this.startedAt = Date.now();
    void child.exited.then((exit) => this.ended(child, exit));
  }

  private async ended(child: ManagedProcess, exit: Exit): Promise<void> {
    if (!this.isWanted || this.child !== child) return;
    if (Date.now() - this.startedAt > settledAfterMs) this.attempts = 0;
    this.attempts += 1;
    this.restarts += 1;
    // Timed before the log is read: coming back matters more than saying so.
    const waitMs = this.relaunchLater();
    const how = exit.signal ?? `exit code ${exit.code}`;
    const end = await tail(this.options.logFile, 3);
    this.options.log(
      `${this.name} ended (${how}); restart ${this.restarts} in ${waitMs / 1000} s; its log ends:\n${end}`,
    );
  }

  private relaunchLater(): number {
    const waitMs = backoffMs(this.attempts);
    this.retry = setTimeout(() => {
      this.relaunching = this.relaunch();
    }, waitMs);
    return waitMs;
  }

  private async relaunch(): Promise<void> {
    try {
      await this.launch();
    } catch (error) {
      this.attempts += 1;
      if (this.isWanted) this.relaunchLater();
      this.options.log(`${this.name} could not be started again: ${describeError(error)}`);
      return;
    }
    void this.options.onRestart?.().catch((error: unknown) => {
      this.options.log(`${this.name} was started again, but: ${describeError(error)}`);
    });
  }
}

export async function answersOk(url: string, timeoutMs = 2_000): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );
}
