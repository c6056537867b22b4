import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryDir } from '../paths.js';
import { withDeathSignal } from '../process/death-signal.js';
import { oneFailed, readTally, type Tally } from './tally.js';

/** A tool that brings a system of its own and counts in its last line: its short round, with a fixed seed. */
export interface CountingTool {
  readonly tool: 'faults' | 'acceptance';
  /** Which of its checks; all of them where none is named. */
  readonly names?: readonly string[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Its report is shown as it comes. */
export async function runCountingTool({ tool, names = [], timeoutMs, signal }: CountingTool): Promise<Tally> {
  const program = join(repositoryDir, 'tools', tool, 'dist', 'main.js');
  const [command = process.execPath, ...args] = [
    ...withDeathSignal('SIGTERM'),
    process.execPath,
    program,
    ...names,
    ...['--short', '--seed', '1'],
  ];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  let last = '';
  const exited = once(child, 'exit') as Promise<[number | null]>;
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    if (line !== '') last = line;
  }
  const [code] = await exited;
  const tally = readTally(last);
  if (tally === undefined || (code !== 0 && tally.failed === 0)) return oneFailed;
  return tally;
}
