import { createFleet, sendersOf } from '@watch-tower/simulator-domain';
import { Api, type Stack } from '@watch-tower/stack';
import type { Check } from '../check.js';
import { visitMessages } from '../system/visits.js';
import { compare } from './compare.js';
import { enterWorld, seenTrips, sendTold } from './enter.js';
import { weekOfFaults } from './faults.js';
import { isTrue, reportOf } from './report.js';
import { simulateTruck } from './simulated.js';
import { countsOf } from './followed.js';

const weekMs = 7 * 86_400_000;
const trucksCount = 85;
const workload = { tripsADay: 45, twoClients: 0.15 };
const intervalSeconds = 60;

export const week: Check = {
  name: 'week',
  what: `a week of ${trucksCount} trucks and ${workload.tripsADay} trips a day with every fault: true stages, true times`,
  run: async ({ startStack, say, seed }) => {
    const endMs = Math.floor(Date.now() / 1_000) * 1_000;
    const settings = { seed, intervalSeconds, faults: weekOfFaults };
    const trucks = sendersOf(createFleet(seed, trucksCount, workload)).map((truck) =>
      simulateTruck(settings, truck, { fromMs: endMs - weekMs, untilMs: endMs }),
    );
    const told = trucks.reduce((sum, one) => sum + one.told.length, 0);
    say(`simulated ${trucks.length} trucks until now: they tell ${told} times of where they are`);
    const stack = await startStack({ demo: false, env: { LOG_LEVEL: 'warn' } });
    const world = { mark: '', endMs };
    const entered = await enterWorld(await signIn(stack), trucks, world);
    say(`entered ${entered.truckIds.size} trucks and ${entered.tripIds.size} trips; sending`);
    const startedAtMs = performance.now();
    const { reports } = await sendTold(stack.facts, trucks, entered, world);
    say(`${reports} reports taken, in arrays of 100, and all followed after ${secondsSince(startedAtMs)} s`);

    const messages = [...(await visitMessages(stack.facts)).values()];
    const sum = (count: (one: (typeof messages)[number]) => number) =>
      messages.reduce((all, one) => all + count(one), 0);
    say(
      `visits: ${sum(({ told: all }) => all)} messages, ${sum(({ corrected }) => corrected)} corrected, ` +
        `${sum(({ withdrawn }) => withdrawn)} withdrawn`,
    );
    for (const line of await countsOf(stack.facts)) say(line);
    const seen = await seenTrips(await signIn(stack), trucks, entered, world);
    const comparison = compare(trucks, seen, intervalSeconds);
    for (const line of reportOf(comparison)) say(line);
    return isTrue(comparison);
  },
};

/** Anew each time: a token is good for a quarter of an hour. */
const signIn = async ({ facts }: Stack): Promise<Api> => {
  const [admin] = facts.users;
  if (admin === undefined) throw new Error('the stack has no user');
  return Api.signIn(facts.gateway.url, admin);
};

const secondsSince = (startMs: number): string => ((performance.now() - startMs) / 1_000).toFixed(0);
