import { parseArgs } from 'node:util';
import { startInfrastructure, startStack, type RunningInfrastructure } from '@watch-tower/stack';
import { holds, type Bench, type Figure, type Session } from './bench.js';
import { benches } from './benches/index.js';
import { rounded } from './compare.js';

const usage = `npm run bench -- [--short] [B7 B8 …]

Measures ours against a named floor, both in one run, and prints the ratios. Without names: all of them.
With --short a tenth of the work, to try things; its figures say little.

${benches.map(({ id, title }) => `  ${id.padEnd(9)}${title}`).join('\n')}`;

const dir = '.local/bench';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const verdictOf = (figure: Figure): string => {
  if (figure.isVoid === true) return 'VOID';
  const reached = holds(figure);
  return reached === undefined ? '' : reached ? 'reached' : 'MISSED';
};

const line = ({ id }: Bench, figure: Figure): string => {
  const { what, value, unit, aim, detail = '' } = figure;
  const wanted = aim === undefined ? '' : 'atLeast' in aim ? `aim ≥ ${aim.atLeast}` : `aim ≤ ${aim.atMost}`;
  const columns = [id.padEnd(8), what.padEnd(40), `${rounded(value).padStart(7)} ${unit.padEnd(3)}`];
  return [...columns, wanted.padEnd(10), verdictOf(figure).padEnd(7), detail].join(' ').trimEnd();
};

/** Runs benchmarks one after the other; one that fails leaves the others their turn. */
class Runner {
  readonly lines: string[] = [];
  readonly failures: string[] = [];
  readonly #stopped = Promise.withResolvers<never>();

  constructor(private readonly signal: AbortSignal) {
    this.#stopped.promise.catch(() => undefined);
    signal.addEventListener('abort', () => this.#stopped.reject(signal.reason as Error), { once: true });
  }

  async run(bench: Bench, measure: () => Promise<Figure[]>): Promise<void> {
    say(`\n${bench.id} ${bench.title}`);
    const startedAtMs = performance.now();
    try {
      for (const figure of await this.untilStopped(measure())) {
        this.lines.push(line(bench, figure));
        say(line(bench, figure));
      }
      say(`(${Math.round((performance.now() - startedAtMs) / 1_000)} s)`);
    } catch (error) {
      this.signal.throwIfAborted();
      const failure = `${bench.id} could not be measured: ${error instanceof Error ? error.message : String(error)}`;
      this.failures.push(failure);
      say(failure);
    }
  }

  private untilStopped<Result>(work: Promise<Result>): Promise<Result> {
    return Promise.race([work, this.#stopped.promise]);
  }
}

const onStack = async (
  wanted: readonly Bench[],
  infrastructure: RunningInfrastructure,
  session: Session,
  runner: Runner,
): Promise<void> => {
  if (!wanted.some(({ needs }) => needs === 'stack')) return;
  const stack = await startStack({ demo: false, infrastructure, log: say, signal: session.signal });
  try {
    for (const bench of wanted)
      if (bench.needs === 'stack') await runner.run(bench, () => bench.run(stack, session));
  } finally {
    await stack.stop();
  }
};

const measure = async (wanted: readonly Bench[], session: Session): Promise<Runner> => {
  const runner = new Runner(session.signal);
  if (wanted.some(({ needs }) => needs !== 'nothing')) {
    const infrastructure = await startInfrastructure({ dir, log: say, signal: session.signal });
    try {
      for (const bench of wanted)
        if (bench.needs === 'infrastructure')
          await runner.run(bench, () => bench.run(infrastructure, session));
      await onStack(wanted, infrastructure, session, runner);
    } finally {
      await infrastructure.stop();
    }
  }
  for (const bench of wanted)
    if (bench.needs === 'nothing') await runner.run(bench, () => bench.run(session));
  return runner;
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean' }, short: { type: 'boolean', default: false } },
  });
  if (values.help) return say(usage);
  const unknown = positionals.filter((id) => !benches.some((bench) => bench.id === id));
  if (unknown.length > 0) throw new RangeError(`there is no benchmark ${unknown.join(', ')}; see --help`);
  const wanted = positionals.length === 0 ? benches : benches.filter(({ id }) => positionals.includes(id));
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => stop.abort(new Error('stopped before all was measured')));
  const { lines, failures } = await measure(wanted, {
    say,
    signal: stop.signal,
    scale: (count) => (values.short ? Math.ceil(count / 10) : count),
    rounds: values.short ? 2 : 5,
  });
  say(`\nAll figures${values.short ? ' (--short: for trying things)' : ''}`);
  for (const text of [...lines, ...failures]) say(text);
  process.exitCode = failures.length === 0 ? 0 : 1;
};

try {
  await main();
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  // What was cut short may still hold sockets and timers.
  process.exit(2);
}
