import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson } from '../files.js';
import { repositoryDir } from '../paths.js';
import { run } from '../process/run.js';
import { oneFailed, type Tally } from './tally.js';

export interface JestRun {
  readonly project: 'unit' | 'int' | 'e2e';
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Further arguments for Jest. */
  readonly args?: readonly string[];
}

/** Runs one of Jest's projects, showing its output, and counts; a run that leaves no report is one failure. */
export async function runJest({ project, env, timeoutMs, signal, args = [] }: JestRun): Promise<Tally> {
  const dir = await mkdtemp(join(tmpdir(), 'watch-tower-'));
  const reportFile = join(dir, 'report.json');
  const node = [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
  ];
  const report = ['--selectProjects', project, '--passWithNoTests', '--json', `--outputFile=${reportFile}`];
  const { code } = await run(process.execPath, [...node, ...report, ...args], {
    cwd: repositoryDir,
    env: { ...process.env, ...env },
    show: true,
    timeoutMs,
    signal,
  });
  const tally = tallyOf(await readJson(reportFile));
  await rm(dir, { recursive: true });
  if (!tally) return oneFailed;
  // Jest can fail for a reason that it counts nowhere, such as a global set-up.
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** From Jest's report; a file that crashed before its tests counts as one failure. */
export function tallyOf(report: unknown): Tally | undefined {
  if (typeof report !== 'object' || report === null) return undefined;
  const counts = new Map(Object.entries(report));
  const count = (name: string) => Number(counts.get(name) ?? 0);
  return {
    passed: count('numPassedTests'),
    failed: count('numFailedTests') + count('numRuntimeErrorTestSuites'),
    skipped: count('numPendingTests') + count('numTodoTests'),
  };
}
