import { setTimeout as pause } from 'node:timers/promises';
import { Api, type Stack } from '@watch-tower/stack';
import type { Check, Session } from '../check.js';
import { registerPlace } from '../system/visits.js';
import { Asking } from './asking.js';
import { decidedAfterSeconds, faultsIn, outcomesOf, sendErrands, type Places } from './errands.js';

/** Within so many seconds of its return trip has decided everything. */
const decidedSecondsMax = 5;
const readEveryMs = 50;

/** Who is away, and how they go and come back. */
type Absence = {
  readonly name: string;
  readonly leave: (stack: Stack) => Promise<void>;
  readonly comeBack: (stack: Stack) => Promise<void>;
  /** Within so many seconds of the return the gateway tells every outcome. */
  readonly toldSecondsMax: number;
};

const tripAway: Absence = {
  name: 'trip',
  leave: async ({ services }) => void (await services['trip']?.stop()),
  comeBack: async ({ services }) => services['trip']?.start(),
  toldSecondsMax: 5,
};

const tripAndKafkaAway: Absence = {
  name: 'trip-and-kafka',
  leave: async (stack) => {
    await tripAway.leave(stack);
    await stack.kafka.stop();
  },
  comeBack: async (stack) => {
    await stack.kafka.start();
    await tripAway.comeBack(stack);
  },
  // The broker waits out the sessions of the gateway's consumers (10 s), which could not leave it.
  toldSecondsMax: 15,
};

/** Reads a list and a trip again and again. @returns how many were answered 200, how many were not, the slowest. */
const readUntil = async (asking: Asking, tripId: string, signal: AbortSignal) => {
  const reads = { answered: 0, failed: 0, slowestMs: 0 };
  while (!signal.aborted) {
    for (const path of ['/api/v1/trips?limit=20', `/api/v1/trips/${tripId}`]) {
      const { status, ms } = await asking.get(path);
      if (status === 200) reads.answered += 1;
      else reads.failed += 1;
      reads.slowestMs = Math.max(reads.slowestMs, Math.round(ms));
    }
    await pause(readEveryMs);
  }
  return reads;
};

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const endure = async (
  stack: Stack,
  { name, leave, comeBack, toldSecondsMax }: Absence,
  asking: Asking,
  places: Places,
  { say, short }: Session,
): Promise<boolean> => {
  const [trips, updates] = short ? [10, 2] : [20, 5];
  const before = await sendErrands(asking, places, { name: `${name}-before`, trips: 1, updates: 0 });
  const [known = ''] = before.tripIds;
  await outcomesOf(asking, before.operationIds);

  say(`${name}: away`);
  await leave(stack);
  const awayIsOver = new AbortController();
  const reading = readUntil(asking, known, awayIsOver.signal);
  const { tripIds, operationIds, statuses } = await sendErrands(asking, places, { name, trips, updates });
  awayIsOver.abort();
  const reads = await reading;
  say(`${trips} trips with ${updates} updates each, everything sent twice: ${JSON.stringify(statuses)}`);
  say(`reads meanwhile: ${JSON.stringify(reads)}`);

  const leftAtMs = performance.now();
  await comeBack(stack);
  say(`${name}: back, after ${((performance.now() - leftAtMs) / 1_000).toFixed(1)} s`);
  const [decidedSeconds, { seconds, outcomes }] = await Promise.all([
    decidedAfterSeconds(stack.facts, operationIds),
    outcomesOf(asking, operationIds),
  ]);
  const faults = await faultsIn(asking, tripIds, updates);
  say(`all decided after ${decidedSeconds.toFixed(1)} s (at most ${decidedSecondsMax})`);
  say(`all told after ${seconds.toFixed(1)} s (at most ${toldSecondsMax}): ${JSON.stringify(outcomes)}`);
  say(`of ${operationIds.size} commands: ${JSON.stringify(faults)}`);

  const commands = trips * (updates + 1);
  const allWereTaken = statuses['202'] === sum(statuses) && operationIds.size === commands;
  const allWereDone = outcomes['succeeded'] === commands && sum(faults) === 0;
  const inTime = decidedSeconds <= decidedSecondsMax && seconds <= toldSecondsMax;
  const readsWentOn = reads.failed === 0 && reads.answered > 0;
  return allWereTaken && allWereDone && inTime && readsWentOn;
};

export const ownerAway: Check = {
  name: 'owner-away',
  what: 'trip is stopped, then Kafka as well: commands are taken, and carried out once, in order, when they are back',
  run: async (session) => {
    // Whoever asks waits less for what cannot come.
    const env = { LOG_LEVEL: 'warn', COMMAND_WAIT_MS: session.short ? '500' : '2000' };
    const stack = await session.startStack({ demo: false, env });
    const [admin] = stack.facts.users;
    if (admin === undefined) throw new Error('the stack has no user');
    const api = await Api.signIn(stack.facts.gateway.url, admin);
    const place = async (key: string, latitude: number): Promise<string> =>
      (await registerPlace(api, key, { shape: 'circle', latitude, longitude: 3.36, radiusM: 150 })).id;
    const places = { pickupId: await place('pickup', 6.44), deliveryId: await place('delivery', 6.6) };
    const asking = await Asking.signIn(stack.facts);
    let holds = true;
    for (const absence of [tripAway, tripAndKafkaAway])
      holds = (await endure(stack, absence, asking, places, session)) && holds;
    return holds;
  },
};
