import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Child = {
  readonly said: Record<string, unknown>[];
  kill(signal: NodeJS.Signals): Promise<void>;
};

/** Starts `child-program.mjs`, which runs the built library. @throws where it was not built. */
export const startChild = (options: object): Child => {
  const directory = import.meta.dirname;
  if (!existsSync(join(directory, '..', '..', 'dist', 'index.js')))
    throw new Error('libs/platform/kafka is not built: run `npx tsc -b libs/platform/kafka` first');
  const child = spawn(process.execPath, [join(directory, 'child-program.mjs'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  const said: Record<string, unknown>[] = [];
  createInterface(child.stdout).on('line', (line) => said.push(JSON.parse(line) as Record<string, unknown>));
  createInterface(child.stderr).on('line', (line) => said.push({ stderr: line }));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    said,
    kill: (signal) => {
      if (child.exitCode === null) child.kill(signal);
      return exited;
    },
  };
};
