import type { Fence } from '@watch-tower/contracts';
import { Api } from '@watch-tower/stack';
import { seeded, type TraceFix } from '@watch-tower/testing';
import type { Check } from '../check.js';
import { untilSettled } from '../system/settled.js';
import { registerPlace, registerTruck, visitMessages, visitsShown } from '../system/visits.js';
import { sendFixes } from '../system/webhook.js';

const metre = 1 / 111_195.08;
const gate = { latitude: 6.44, longitude: 3.36 };
const radiusM = 150;
const driveByCount = 1_000;
/** A drive-by each 15 minutes: ten days of a busy road. */
const everyMs = 15 * 60_000;
const reachM = 2_000;

const fence: Fence = { shape: 'circle', ...gate, radiusM };

/**
 * Passes along a road that runs a random distance beside the middle of the fence, mostly through it, at 5 to 80 km/h, with a
 * fix each 10 to 60 s that is up to 15 m off. At the slowest it is inside for not quite four minutes.
 */
const drivingBy = (random: () => number, nowMs: number): TraceFix[] =>
  Array.from({ length: driveByCount }, (_, nth) => {
    const startMs = Math.floor((nowMs - (driveByCount - nth) * everyMs) / 1_000) * 1_000;
    const metresPerSecond = (5 + random() * 75) / 3.6;
    const stepSeconds = 10 + Math.floor(random() * 50);
    const besideM = random() * 200;
    const steps = Math.min(
      Math.ceil((2 * reachM) / (metresPerSecond * stepSeconds)),
      (13 * 60) / stepSeconds,
    );
    const length = steps * metresPerSecond * stepSeconds;
    return Array.from({ length: Math.floor(steps) }, (__, step) => ({
      deviceTimeMs: startMs + step * stepSeconds * 1_000,
      latitude:
        gate.latitude + (step * stepSeconds * metresPerSecond - length / 2 + (random() - 0.5) * 30) * metre,
      longitude: gate.longitude + (besideM + (random() - 0.5) * 30) * metre,
    }));
  }).flat();

/** Half an hour on the edge of the fence, up to 40 m off, one fix each 30 s; then away. */
const jitter = (random: () => number, nowMs: number): TraceFix[] => {
  const startMs = Math.floor(nowMs / 1_000) * 1_000 - 3_600_000;
  const at = (second: number, northM: number): TraceFix => ({
    deviceTimeMs: startMs + second * 1_000,
    latitude: gate.latitude + northM * metre,
    longitude: gate.longitude,
  });
  const standing = Array.from({ length: 61 }, (_, nth) => at(nth * 30, radiusM + (random() - 0.5) * 80));
  const leaving = Array.from({ length: 10 }, (_, nth) => at(1_830 + nth * 30, 500 + nth * 200));
  return [at(-60, 1_000), ...standing, ...leaving];
};

export const driveBys: Check = {
  name: 'drive-bys',
  what: `${driveByCount} drive-bys of a fence are no visit, half an hour of jitter on its edge is one`,
  run: async ({ startStack, say, seed }) => {
    const { facts } = await startStack({ demo: false, env: { LOG_LEVEL: 'warn' } });
    const [admin] = facts.users;
    if (admin === undefined) throw new Error('the stack has no user');
    const api = await Api.signIn(facts.gateway.url, admin);
    await registerPlace(api, 'beside-the-road', fence);
    const [passing, standing] = [await registerTruck(api, 'PASSING'), await registerTruck(api, 'STANDING')];
    const random = seeded(seed);
    const fixes = { passing: drivingBy(random, Date.now()), standing: jitter(random, Date.now()) };

    await sendFixes(facts, 'PASSING', fixes.passing);
    await sendFixes(facts, 'STANDING', fixes.standing);
    await untilSettled(facts, [passing, standing], fixes.passing.length + fixes.standing.length);

    const messages = await visitMessages(facts);
    const passed = (await visitsShown(api, passing)).filter(({ status }) => status !== 'provisional');
    const stood = (await visitsShown(api, standing)).filter(({ status }) => status !== 'provisional');
    const { told = 0, withdrawn = 0 } = messages.get(passing) ?? {};
    say(
      `${driveByCount} drive-bys (${fixes.passing.length} fixes): ${passed.length} confirmed visits; ` +
        `${told - withdrawn} provisional ones were told, ${withdrawn} withdrawn`,
    );
    say(`jitter on the edge (${fixes.standing.length} fixes): ${stood.length} visits`);
    return passed.length === 0 && stood.length === 1;
  },
};
