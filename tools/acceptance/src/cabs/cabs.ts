import { basename } from 'node:path';
import { visitsOf, type Place } from '@watch-tower/fleet-domain';
import { Api, type Stack } from '@watch-tower/stack';
import {
  comparable,
  comparableOf,
  differences,
  disturb,
  readTrace,
  recordedCabs,
  seeded,
  traceFolders,
  whereItStands,
  type TraceFix,
} from '@watch-tower/testing';
import type { Check } from '../check.js';
import { untilSettled } from '../system/settled.js';
import { registerPlace, registerTruck, visitMessages, visitsShown } from '../system/visits.js';
import { sendFixes } from '../system/webhook.js';

const placesPerCab = 20;
/** Of the first cab, places that become known when all its fixes have come. */
const latePlaces = 10;
/** They fit into the 30 days for which positions are kept. */
const dayMs = 86_400_000;
const traceDaysMax = 25;
const differencesShown = 3;

type Cab = {
  readonly name: string;
  readonly plate: string;
  readonly truckId: string;
  readonly trace: readonly TraceFix[];
  readonly arrivals: readonly TraceFix[];
  readonly counting: readonly TraceFix[];
};

export const cabs: Check = {
  name: 'cabs',
  what: 'visits of recorded cabs, their signals disturbed in every way, equal the batch rule to the second',
  run: async ({ startStack, say, seed, cabs: count }) => {
    const files = recordedCabs().slice(0, count);
    if (files.length === 0) throw new Error(`the traces are not at ${traceFolders.join(' or ')}`);
    const stack = await startStack({ demo: false, env: { LOG_LEVEL: 'warn' } });
    const api = await signIn(stack);

    const random = seeded(seed);
    const fleet: Cab[] = [];
    const places: Place[] = [];
    for (const [nth, file] of files.entries()) {
      const cab = await enterCab(api, file, nth, random);
      fleet.push(cab);
      for (const [rank, fence] of whereItStands(cab.trace, placesPerCab).entries())
        places.push(await registerPlace(api, `${cab.plate}-${rank}`, fence));
    }
    const sent = sum(fleet.map(({ arrivals }) => arrivals.length));
    say(`${fleet.length} cabs, ${places.length} places; sending ${sent} reports in arrays of 100`);
    const startedAtMs = performance.now();
    await Promise.all(fleet.map(({ plate, arrivals }) => sendFixes(stack.facts, plate, arrivals)));
    say(`all taken after ${secondsSince(startedAtMs)} s`);
    await settle(stack, fleet);
    say(`settled after ${secondsSince(startedAtMs)} s`);
    const before = await judge(stack, fleet, places, say);

    const [first] = fleet;
    const fences = whereItStands(first?.trace ?? [], placesPerCab + latePlaces).slice(placesPerCab);
    say(`${fences.length} more places become known, after all the fixes`);
    for (const [rank, fence] of fences.entries())
      places.push(await registerPlace(api, `late-${rank}`, fence));
    await settle(stack, fleet);
    const after = await judge(stack, fleet, places, say);
    return before + after === 0;
  },
};

/** Anew each time: a token is good for a quarter of an hour. */
const signIn = async ({ facts }: Stack): Promise<Api> => {
  const [admin] = facts.users;
  if (admin === undefined) throw new Error('the stack has no user');
  return Api.signIn(facts.gateway.url, admin);
};

const enterCab = async (api: Api, file: string, nth: number, random: () => number): Promise<Cab> => {
  const nowMs = Date.now();
  const trace = readTrace(file, nowMs).filter(
    ({ deviceTimeMs }) => deviceTimeMs > nowMs - traceDaysMax * dayMs,
  );
  const plate = `CAB${nth + 1}`;
  const truckId = await registerTruck(api, plate);
  const name = basename(file, '.csv.gz');
  return { name, plate, truckId, trace, ...disturb(trace, { random, nowMs }) };
};

const settle = ({ facts }: Stack, fleet: readonly Cab[]): Promise<void> =>
  untilSettled(
    facts,
    fleet.map(({ truckId }) => truckId),
    sum(fleet.map(({ counting }) => counting.length)),
  );

/** Says what each cab came to. @returns how many visits differ. */
const judge = async (
  stack: Stack,
  fleet: readonly Cab[],
  places: readonly Place[],
  say: (line: string) => void,
): Promise<number> => {
  const api = await signIn(stack);
  const messages = await visitMessages(stack.facts);
  let different = 0;
  let visits = 0;
  for (const { name, truckId, arrivals, counting } of fleet) {
    const shown = (await visitsShown(api, truckId)).map(comparable);
    const computed = visitsOf(counting, places).map(comparableOf);
    const found = [...differences(shown, computed), ...openDifferences(shown, computed)];
    const { told, corrected, withdrawn } = messages.get(truckId) ?? { told: 0, corrected: 0, withdrawn: 0 };
    say(
      `${name}: ${arrivals.length} reports, ${counting.length} fixes that count, ${computed.length} visits, ` +
        `${told} messages, ${corrected} corrected, ${withdrawn} withdrawn, ${found.length} differences`,
    );
    for (const one of found.slice(0, differencesShown)) say(`  ${one}`);
    different += found.length;
    visits += computed.length;
  }
  const corrections = sum([...messages.values()].map(({ corrected, withdrawn }) => corrected + withdrawn));
  say(`${visits} visits, ${corrections} corrections, ${different} differences`);
  return different;
};

type Comparable = ReturnType<typeof comparable>;

/** Visits under way go on without messages: compared is that they are there, and since when. */
const openDifferences = (shown: readonly Comparable[], computed: readonly Comparable[]): string[] => {
  const [told, so] = [shown, computed].map((visits) =>
    JSON.stringify(
      visits
        .filter(({ status }) => status !== 'ended')
        .map(({ place, startedAt, status }) => [place, startedAt, status])
        .sort(),
    ),
  );
  return told === so ? [] : [`open: told ${told}, and are ${so}`];
};

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
const secondsSince = (startMs: number): string => ((performance.now() - startMs) / 1_000).toFixed(1);
