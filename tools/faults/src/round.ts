import type { Stack } from '@watch-tower/stack';
import { pause, type Check, type Fault } from './fault.js';
import { GatewayClient } from './gateway-client.js';
import { Ledger } from './ledger.js';
import { CommandLoad } from './load/command-load.js';
import { FixLoad } from './load/fix-load.js';
import { registerWorld } from './load/world.js';
import { recover } from './recovery.js';
import { seeded } from '@watch-tower/testing';
import { judge, settle, type Verdict } from './verdict.js';

export type Round = {
  readonly fault: Fault;
  readonly seed: number;
  readonly ledger: Ledger;
  readonly verdict: Verdict;
  readonly recoverySeconds: number;
  readonly checks: readonly Check[];
};

const trucksOfRound = 100;
/** A short round leaves the machine room: CI's has two cores for the system, its load and everything else. */
const loads = {
  full: { fixesPerSecond: 1_000, commandsPerSecond: 20 },
  short: { fixesPerSecond: 300, commandsPerSecond: 10 },
};
const warmUpMs = 3_000;

/** What must hold whatever the fault. */
const promises = (verdict: Verdict, settled: boolean, seconds: number, fault: Fault): Check[] => [
  {
    what: 'everything accepted arrives',
    holds: settled && verdict.lost === 0,
    measured: `${verdict.lost} lost`,
  },
  {
    what: 'nothing is there that nobody sent',
    holds: verdict.phantom === 0,
    measured: String(verdict.phantom),
  },
  { what: 'nothing happens twice', holds: verdict.doubled === 0, measured: String(verdict.doubled) },
  { what: 'order per subject', holds: verdict.disordered === 0, measured: String(verdict.disordered) },
  {
    what: 'read models equal their topics',
    holds: verdict.diverged === 0,
    measured: String(verdict.diverged),
  },
  {
    what: `recovers within ${fault.recoverySecondsMax} s`,
    holds: seconds <= fault.recoverySecondsMax,
    measured: `${seconds.toFixed(1)} s`,
  },
];

/** Load, fault, recovery, calm, judgement. Trucks are new in every round, so that rounds do not meet. */
export const runRound = async (options: {
  stack: Stack;
  fault: Fault;
  seed: number;
  short: boolean;
  say: (line: string) => void;
}): Promise<Round> => {
  const { stack, fault, seed, short, say } = options;
  const random = seeded(seed);
  const client = new GatewayClient(() => stack.facts);
  await client.signIn();
  const world = await registerWorld(client, trucksOfRound, `${fault.id}-${Date.now().toString(36)}`);
  const ledger = new Ledger();
  const copies = fault.copies?.(random);
  const share = copies === undefined ? 1 : 4;
  const { fixesPerSecond, commandsPerSecond } = short ? loads.short : loads.full;
  const load = { ...(copies === undefined ? {} : { copies }) };
  const fixes = new FixLoad(client, world, ledger, { fixesPerSecond: fixesPerSecond / share, ...load });
  const commands = new CommandLoad(client, world, ledger, {
    commandsPerSecond: commandsPerSecond / share,
    ...load,
  });

  fixes.start();
  commands.start();
  await pause(warmUpMs);
  const checks = await fault.inflict({ stack, client, world, ledger, random, short, say });
  const { answers, seconds } = await recover({ client, world });
  const answered = [...answers].map(([status, times]) => `${times} × ${status || 'none'}`).join(', ');
  say(`carries out commands again after ${seconds.toFixed(1)} s (answers: ${answered})`);
  await pause(warmUpMs);
  await Promise.all([fixes.stop(), commands.stop()]);

  const truckIds = world.trucks.map(({ id }) => id);
  const settled = await settle(() => stack.facts, ledger, truckIds);
  const verdict = await judge(stack.facts, ledger, truckIds);
  return {
    fault,
    seed,
    ledger,
    verdict,
    recoverySeconds: seconds,
    checks: [...promises(verdict, settled, seconds, fault), ...checks],
  };
};
