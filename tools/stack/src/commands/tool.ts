import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { StackError } from '../errors.js';
import { exists } from '../files.js';
import { repositoryDir } from '../paths.js';
import { withDeathSignal } from '../process/death-signal.js';
import { stopRequest } from './stop-request.js';

/** Tools that are programs of their own and start the stack through this package's library. */
export const tools = ['acceptance', 'bench', 'faults', 'ops'] as const;
export type Tool = (typeof tools)[number];

/** Runs one to its end and returns its exit code; it is asked to stop when we are. */
export async function runTool(tool: Tool, args: readonly string[]): Promise<number> {
  const entry = join(repositoryDir, 'tools', tool, 'dist', 'main.js');
  if (!(await exists(entry)))
    throw new StackError(`There is no built tool "${tool}" in this clone (${entry}).`);
  const [command = process.execPath, ...rest] = [
    ...withDeathSignal('SIGTERM'),
    process.execPath,
    entry,
    ...args,
  ];
  // In a group of its own, so that a Ctrl-C in the terminal reaches it once, from us.
  const child = spawn(command, rest, { stdio: 'inherit', detached: true });
  stopRequest().addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
