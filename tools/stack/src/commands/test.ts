import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeError, StackError } from '../errors.js';
import { localPaths } from '../paths.js';
import { startInfrastructure, startStack, type RunningInfrastructure, type Stack } from '../stack.js';
import { provideBrowser } from '../test-run/browser.js';
import { checks, runCheck, type Check } from '../test-run/checks.js';
import { runCountingTool } from '../test-run/counting-tool.js';
import { runJest } from '../test-run/jest.js';
import { exitTest, smokeTest } from '../test-run/smoke.js';
import { add, lastLine, nothing, oneFailed, type Tally } from '../test-run/tally.js';
import { openWorkspace } from '../workspace.js';
import { forget } from './reset.js';
import { stopRequest } from './stop-request.js';

const checkNames = Object.keys(checks) as Check[];
const sections = [...checkNames, 'unit', 'int', 'e2e', 'faults', 'acceptance'] as const;
type Section = (typeof sections)[number];

export const help = `npm test [-- --only SECTIONS] [-- JEST ARGUMENTS]: every test of the repository

Sections: ${sections.join(', ')}. --only takes some of them, separated by commas.
int and e2e run on infrastructure of their own, in a fresh folder; e2e on the whole running system. faults is one short
round of \`npm run faults\`, acceptance those checks of \`npm run acceptance\` that are short enough.
The last line counts; the exit code is 0 only if nothing failed.`;

export async function test(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { only: { type: 'string' } },
    allowPositionals: true,
  });
  const wanted = selectSections(values.only);
  const signal = stopRequest();
  const run = new TestRun(signal, positionals);
  const dir = join(localPaths().dir, `test-${process.pid}`);
  await forgetOldRuns();

  for (const check of checkNames) {
    if (wanted.has(check)) await run.section(check, () => runCheck(check, signal));
  }
  if (wanted.has('unit')) {
    await run.section('unit', () =>
      runJest({ project: 'unit', timeoutMs: 600_000, signal, args: positionals }),
    );
  }
  if (wanted.has('int') || wanted.has('e2e')) await run.onInfrastructure(dir, wanted);
  if (wanted.has('faults')) {
    await run.section('faults', () => runCountingTool({ tool: 'faults', timeoutMs: 900_000, signal }));
  }
  if (wanted.has('acceptance')) {
    await run.section('acceptance', () =>
      runCountingTool({ tool: 'acceptance', names: ['owner-away'], timeoutMs: 300_000, signal }),
    );
  }
  console.log(`\n${lastLine(run.tally)}`);
  return run.tally.failed === 0 && !signal.aborted ? 0 : 1;
}

/** @throws StackError for a section there is not. */
export function selectSections(only: string | undefined): ReadonlySet<Section> {
  if (only === undefined) return new Set(sections);
  const chosen = only.split(',').map((name) => {
    const section = sections.find((known) => known === name.trim());
    if (!section) throw new StackError(`There is no section "${name.trim()}": ${sections.join(', ')}.`);
    return section;
  });
  return new Set(chosen);
}

/** Goes on after a failure, and counts. */
class TestRun {
  tally: Tally = nothing;

  constructor(
    private readonly signal: AbortSignal,
    private readonly jestArgs: readonly string[],
  ) {}

  /** An exception is one failure, and what it says is shown. */
  async section(name: string, work: () => Promise<Tally>): Promise<void> {
    if (this.signal.aborted) return;
    console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
    const startedAt = performance.now();
    const result = await work().catch((error: unknown) => {
      console.log(describeError(error));
      return oneFailed;
    });
    this.tally = add(this.tally, result);
    console.log(`${name}: ${lastLine(result)} (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`);
  }

  async onInfrastructure(dir: string, wanted: ReadonlySet<Section>): Promise<void> {
    let infrastructure: RunningInfrastructure | undefined;
    await this.section('infrastructure', async () => {
      infrastructure = await startInfrastructure({ dir, log: console.log, signal: this.signal });
      return nothing;
    });
    if (!infrastructure) return;
    const { signal, jestArgs: args } = this;
    const { env } = infrastructure;
    try {
      if (wanted.has('int')) {
        await this.section('int', () => runJest({ project: 'int', env, timeoutMs: 900_000, signal, args }));
      }
      if (wanted.has('e2e')) await this.onStack(infrastructure);
    } finally {
      await infrastructure.close();
      await forget(infrastructure.workspace);
    }
  }

  /** The built programs: do they boot, do they do their work, do they end well? */
  private async onStack(infrastructure: RunningInfrastructure): Promise<void> {
    const { signal, jestArgs: args } = this;
    let stack: Stack | undefined;
    await this.section('boot', async () => {
      stack = await startStack({ infrastructure, log: console.log, signal });
      return smokeTest(Object.values(stack.services));
    });
    if (!stack) return;
    const browser = await provideBrowser(console.log);
    const env = {
      ...infrastructure.env,
      WATCH_TOWER_STACK: stack.paths.factsFile,
      ...(browser === undefined ? {} : { CHROMIUM_PATH: browser }),
    };
    await this.section('e2e', () => runJest({ project: 'e2e', env, timeoutMs: 900_000, signal, args }));
    const running = Object.values(stack.services);
    const exits = await stack.stop();
    await this.section('shutdown', () => exitTest(running, exits));
  }
}

/** Folders of runs that were killed; those of runs still going are left alone. */
async function forgetOldRuns(): Promise<void> {
  const { dir } = localPaths();
  const names = (await readdir(dir).catch(() => [])).filter((name) => name.startsWith('test-'));
  for (const name of names) {
    const workspace = await openWorkspace({ dir: join(dir, name), log: console.log }).catch(
      (error: unknown) => {
        if (error instanceof StackError) return undefined;
        throw error;
      },
    );
    if (workspace) await forget(workspace);
  }
}
