import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryDir } from '../paths.js';
import { withDeathSignal } from '../process/death-signal.js';
import { oneFailed, readTally, type Tally } from './tally.js';

/** One short round of every fault, with a fixed seed; its report is shown as it comes. */
export async function runFaults(signal: AbortSignal, timeoutMs: number): Promise<Tally> {
  const program = join(repositoryDir, 'tools', 'faults', 'dist', 'main.js');
  const [command = process.execPath, ...args] = [
    ...withDeathSignal('SIGTERM'),
    process.execPath,
    program,
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
