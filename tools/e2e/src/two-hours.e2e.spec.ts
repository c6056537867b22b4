import { randomUUID } from 'node:crypto';
import {
  compare,
  enterWorld,
  isTrue,
  jobsIn,
  reportOf,
  seenTrips,
  sendTold,
  simulateTruck,
  weekOfFaults,
  type SimulatedTruck,
} from '@watch-tower/acceptance/week';
import { createFleet, sendersOf, truthOf } from '@watch-tower/simulator-domain';
import { Api } from '@watch-tower/stack';
import { runningStack } from './running-stack.js';

/** Ten trucks, two hours each of a life that a seed decides, shifted to end now, through the whole running stack. */
const settings = { seed: 7, intervalSeconds: 60, faults: weekOfFaults };
const hoursMs = 2 * 3_600_000;
const day = { fromMs: Date.UTC(2026, 10, 22), untilMs: Date.UTC(2026, 10, 23) };

/** Every other truck begins a job in its two hours, the others come to their client and are entered late. */
const simulated = (): SimulatedTruck[] =>
  sendersOf(createFleet(settings.seed, 10)).map((truck, nth) => {
    const [job] = jobsIn(settings.seed, truck, day.fromMs, day.untilMs);
    if (job === undefined) throw new Error(`${truck.plate} has nothing to do`);
    const { visits } = truthOf(settings, truck, job.startMs, job.endMs);
    const atClient = visits.find(({ doing }) => doing?.stop === 1);
    const fromMs = nth % 2 === 0 ? job.startMs : Date.parse(atClient?.enteredAt ?? '') - 10 * 60_000;
    return simulateTruck(settings, truck, {
      ...{ fromMs, untilMs: fromMs + hoursMs, tripsFromMs: job.startMs },
    });
  });

it('trips go through the stages that their trucks truly reach, at the true times', async () => {
  const stack = runningStack();
  const [admin] = stack.users;
  if (admin === undefined) throw new Error('the stack has no user');
  const api = await Api.signIn(stack.gateway.url, admin);
  const trucks = simulated();
  const world = {
    mark: randomUUID().slice(0, 6).toUpperCase(),
    endMs: Math.floor(Date.now() / 1_000) * 1_000,
  };
  const entered = await enterWorld(api, trucks, world);
  await sendTold(stack, trucks, entered, world);
  const comparison = compare(trucks, await seenTrips(api, trucks, entered, world), settings.intervalSeconds);
  process.stdout.write(`${reportOf(comparison).join('\n')}\n`);
  expect(comparison.wrongStages).toEqual([]);
  expect(isTrue(comparison)).toBe(true);
}, 180_000);
