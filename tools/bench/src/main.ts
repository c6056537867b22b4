import { parseArgs } from 'node:util';
import { startStack } from '@watch-tower/stack';
import { benches } from './benches/index.js';
import { holds, type Bench, type Figure } from './bench.js';

const usage = `npm run bench -- [B7 B8 …]

Measures ours against a named floor, both in one run, and prints the ratios. Without names: all of them:
${benches.map(({ id, title }) => `  ${id.padEnd(9)}${title}`).join('\n')}`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const print = ({ id }: Bench, figure: Figure): void => {
  const { what, value, unit, aim, detail } = figure;
  const wanted = aim === undefined ? '' : 'atLeast' in aim ? `aim ≥ ${aim.atLeast}` : `aim ≤ ${aim.atMost}`;
  const verdict = figure.isVoid === true ? 'VOID' : { true: 'reached', false: 'MISSED', undefined: '' }[String(holds(figure))];
  say(`${id.padEnd(9)} ${what.padEnd(46)} ${digits(value).padStart(8)} ${unit.padEnd(10)} ${wanted.padEnd(12)} ${verdict ?? ''} ${detail ?? ''}`);
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });
  if (values.help) return say(usage);
  const unknown = positionals.filter((id) => !benches.some((bench) => bench.id === id));
  if (unknown.length > 0) throw new RangeError(`there is no benchmark ${unknown.join(', ')}; see --help`);
  const wanted = positionals.length === 0 ? benches : benches.filter(({ id }) => positionals.includes(id));
  const stack = await startStack({ demo: false, dir: '.local/bench', log: say });
  const results: { bench: Bench; figure: Figure }[] = [];
  const failures: string[] = [];
  try {
    for (const bench of wanted) {
      say(`\n${bench.id} ${bench.title}`);
      try {
        for (const figure of await bench.run(stack, say)) {
          results.push({ bench, figure });
          print(bench, figure);
        }
      } catch (error) {
        failures.push(`${bench.id} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
        say(failures.at(-1) ?? '');
      }
    }
  } finally {
    await stack.stop();
  }
  say('\nAll figures');
  for (const { bench, figure } of results) print(bench, figure);
  for (const failure of failures) say(failure);
  process.exitCode = failures.length === 0 ? 0 : 1;
};

try {
  await main();
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
