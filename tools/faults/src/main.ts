import { parseArgs } from 'node:util';
import { startStack } from '@watch-tower/stack';
import type { Fault } from './fault.js';
import { faults } from './faults/index.js';
import { runRound, type Round } from './round.js';

const usage = `npm run faults -- [F1 F3 …] [--short] [--rounds N] [--seed N]

Inflicts faults on a running system under load and prints the ledger: what was attempted, what was answered,
what was lost, doubled or out of order, and how long the recovery took. Exit code 1 where a promise broke.

  --short      one short round of each, without the long outage (as in CI)
  --rounds N   rounds of each fault (default 3; 1 with --short)
  --seed N     of the first round; the next ones count up (default: the clock)`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const chosen = (ids: readonly string[], short: boolean): readonly Fault[] => {
  const unknown = ids.filter((id) => !faults.some((fault) => fault.id.startsWith(id)));
  if (unknown.length > 0)
    throw new RangeError(
      `there is no fault ${unknown.join(', ')}; known: ${faults.map(({ id }) => id).join(' ')}`,
    );
  const wanted =
    ids.length === 0 ? faults : faults.filter((fault) => ids.some((id) => fault.id.startsWith(id)));
  return short ? wanted.filter(({ id }) => id !== 'F3-60s') : wanted;
};

const print = (rounds: readonly Round[]): void => {
  const columns = [
    'fault',
    'seed',
    'attempted',
    'accepted',
    'refused',
    'unknown',
    'lost',
    'phantom',
    'doubled',
    'disordered',
    'diverged',
    'recovery s',
  ];
  const rows = rounds.map(({ fault, seed, ledger, verdict, recoverySeconds }) => [
    fault.id,
    seed,
    ledger.fixes.size + ledger.trips.size,
    ledger.count('accepted'),
    ledger.count('refused'),
    ledger.count('unknown'),
    verdict.lost,
    verdict.phantom,
    verdict.doubled,
    verdict.disordered,
    verdict.diverged,
    recoverySeconds.toFixed(1),
  ]);
  say('');
  for (const row of [columns, ...rows]) say(row.map((cell) => String(cell).padStart(10)).join(' '));
  for (const { fault, checks } of rounds) {
    for (const { what, holds, measured } of checks)
      say(`${holds ? 'holds ' : 'BROKEN'} ${fault.id}: ${what} (${measured})`);
  }
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(usage);
  const rounds = Number(values.rounds ?? (values.short ? 1 : 3));
  const firstSeed = Number(values.seed ?? Date.now() % 1_000_000);
  const wanted = chosen(positionals, values.short);
  // A system of its own, beside whatever runs in this clone.
  const stack = await startStack({
    demo: false,
    dir: '.local/faults',
    log: say,
    // Every round signs in anew, and one does little else.
    env: {
      SIGN_IN_ATTEMPTS_PER_EMAIL_MAX: '10000',
      SIGN_IN_ATTEMPTS_PER_ADDRESS_MAX: '10000',
      LOG_LEVEL: 'warn',
    },
  });
  const done: Round[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const fault of wanted) {
        say(`\n${fault.id} ${fault.title} (seed ${firstSeed + round})`);
        done.push(await runRound({ stack, fault, seed: firstSeed + round, short: values.short, say }));
        print(done.slice(-1));
      }
    }
  } finally {
    await stack.stop();
  }
  print(done);
  const broken = done.flatMap(({ checks }) => checks).filter(({ holds }) => !holds).length;
  const held = done.flatMap(({ checks }) => checks).length - broken;
  say(`\n${held} passed, ${broken} failed`);
  process.exitCode = broken === 0 ? 0 : 1;
};

try {
  await main();
} catch (error) {
  process.stderr.write(`faults: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
