import { join } from 'node:path';
import { repositoryDir } from '../paths.js';
import { run } from '../process/run.js';
import { oneFailed, onePassed, type Tally } from './tally.js';

const bin = (...path: string[]) => join(repositoryDir, 'node_modules', ...path);

/** Checks that are no Jest tests: each counts as one. */
export const checks = {
  format: [process.execPath, bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  // By npm: without the project graph that the script makes first, the rule of the boundaries is skipped.
  lint: ['npm', 'run', '--silent', 'lint'],
  unused: ['npm', 'run', '--silent', 'unused'],
  types: ['npm', 'run', '--silent', 'typecheck'],
  contracts: ['npm', 'run', '--silent', '--workspace', '@watch-tower/contracts', 'check'],
} as const;

export type Check = keyof typeof checks;

/** Silent when all is well; else the check's own output. */
export async function runCheck(check: Check, signal: AbortSignal): Promise<Tally> {
  const [command, ...args] = checks[check];
  const { code, output } = await run(command, args, {
    cwd: repositoryDir,
    env: { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' },
    timeoutMs: 600_000,
    signal,
  });
  if (code === 0) return onePassed;
  console.log(output.trimEnd());
  return oneFailed;
}
