import { parseArgs } from 'node:util';
import { startStack, type Stack } from '@watch-tower/stack';
import { cabs } from './cabs/cabs.js';
import type { Check, Session } from './check.js';
import { driveBys } from './drive-bys/drive-bys.js';
import { loconavAway } from './loconav-away/loconav-away.js';
import { ownerAway } from './owner-away/owner-away.js';
import { properties } from './properties/properties.js';

const checks: readonly Check[] = [properties, cabs, driveBys, loconavAway, ownerAway];

const usage = `npm run acceptance [-- NAME …] [--cabs N] [--seed N] [--short]

Puts the promises of the system to the test, on running systems of its own, and prints what it counts. Exit code 0 only if all of
them hold. Without names: all of them.

${checks.map(({ name, what }) => `  ${name.padEnd(14)}${what}`).join('\n')}

  --cabs N      only so many of the recorded cabs (default: all of them)
  --seed N      of whatever chance decides (default: the clock)
  --short       less of everything, as in CI`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** @returns whether it holds; what goes wrong on the way is a broken promise too. */
const runCheck = async (
  { name, what, run }: Check,
  { seed, cabs: count, short }: Pick<Session, 'seed' | 'cabs' | 'short'>,
): Promise<boolean> => {
  say(`\n${name}: ${what} (seed ${seed})`);
  const startedAtMs = performance.now();
  const stacks: Stack[] = [];
  const session: Session = {
    say,
    seed,
    cabs: count,
    short,
    startStack: async (options) => {
      const stack = await startStack({ ...options, dir: `.local/acceptance-${name}`, fresh: true, log: say });
      stacks.push(stack);
      return stack;
    },
  };
  let holds = false;
  try {
    holds = await run(session);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  } finally {
    for (const stack of stacks) await stack.stop();
  }
  const seconds = Math.round((performance.now() - startedAtMs) / 1_000);
  say(`${holds ? 'holds ' : 'BROKEN'} ${name} (${seconds} s)`);
  return holds;
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      cabs: { type: 'string' },
      seed: { type: 'string' },
      short: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(usage);
  const unknown = positionals.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) throw new RangeError(`there is no check ${unknown.join(', ')}; see --help`);
  const given = {
    seed: Number(values.seed ?? Date.now() % 1_000_000_000),
    cabs: Number(values.cabs ?? Infinity),
    short: values.short,
  };
  if (!Number.isInteger(given.seed) || !(given.cabs >= 1))
    throw new RangeError('--seed and --cabs take a number; see --help');
  let broken = 0;
  const wanted = checks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  for (const check of wanted) broken += (await runCheck(check, given)) ? 0 : 1;
  say(`\n${wanted.length - broken} passed, ${broken} failed`);
  process.exitCode = broken === 0 ? 0 : 1;
};

try {
  await main();
} catch (error) {
  process.stderr.write(`acceptance: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
