import { spawn, type StdioOptions } from 'node:child_process';
import { StackError } from '../errors.js';
import { withDeathSignal } from './death-signal.js';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly timeoutMs?: number;
  /** Show the program's own output instead of collecting it. */
  readonly show?: boolean;
  readonly signal?: AbortSignal;
}

export interface RunResult {
  readonly code: number;
  /** Standard output and standard error, interleaved as they came. */
  readonly output: string;
}

/** Runs a program to its end; `code` is 127 where it could not be started and 128 where a signal or the time limit ended it. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const stdio: StdioOptions = [
      'ignore',
      ...(options.show ? (['inherit', 'inherit'] as const) : (['pipe', 'pipe'] as const)),
    ];
    const [program = command, ...rest] = [...withDeathSignal('SIGTERM'), command, ...args];
    const child = spawn(program, rest, {
      cwd: options.cwd,
      env: options.env,
      uid: options.user?.uid,
      gid: options.user?.gid,
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
      stdio,
    });
    const abort = () => child.kill('SIGTERM');
    options.signal?.addEventListener('abort', abort, { once: true });
    let output = '';
    const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-200_000));
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => {
      options.signal?.removeEventListener('abort', abort);
      resolve({ code: code ?? 128, output });
    });
  });
}

/** Like `run`, but anything but success is a `StackError` that says what failed and shows the end of its output. */
export async function runOrFail(
  what: string,
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  const end = output.trimEnd().split('\n').slice(-15).join('\n');
  throw new StackError(`${what} failed (exit code ${code})${end === '' ? '.' : `:\n${end}`}`);
}
