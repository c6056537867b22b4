import { pathAt } from '../geo/path.js';
import { createRandom, type Random } from '../random.js';
import type { Truck } from '../world/fleet.js';
import { DAY_MS, dayOf, dayStartMs, planDay } from './day-plan.js';
import { createDevice, type Fix, type Observation } from './device.js';
import { legsOf, type Leg } from './leg.js';
import { atLegStart, engineRuns, legIsOver, step, type Conditions } from './step.js';
import { trafficFlow } from './traffic.js';

/**
 * Every fix of a truck from a moment on, without end, in the order of device time. It reads no clock: past and future are
 * one sequence, and whoever pulls it decides the pace. The same seed, truck and interval give the same fixes, from
 * whatever moment they are asked for.
 */
export function* trackOf(
  seed: number,
  truck: Truck,
  fromMs: number,
  intervalS: number,
): Generator<Fix, never> {
  for (let day = dayOf(truck, fromMs); ; day++) {
    const device = createDevice(truck, intervalS, createRandom(seed, truck.plate, 'gps', day));
    const seconds = dayOfTruck(seed, truck, day);
    for (let now = seconds.next(); !now.done; now = seconds.next(device.quietUntilMs())) {
      const fix = device(now.value);
      if (fix && fix.timeMs >= fromMs) yield fix;
    }
  }
}

/**
 * What a truck does in every second of one of its days. Whoever asks for the next one may say until when (epoch ms) nothing
 * is missed of a truck that is parked in its depot: most of a day is not looked at then.
 */
export function* dayOfTruck(
  seed: number,
  truck: Truck,
  day: number,
): Generator<Observation, void, number | undefined> {
  const random = createRandom(seed, truck.plate, 'day', day);
  const endMs = dayStartMs(truck, day) + DAY_MS;
  const parked = { ...truck.depotSlot, speedMps: 0, heading: 0, ignition: false, doing: null };
  let timeMs = dayStartMs(truck, day);

  for (const job of planDay(seed, truck, day)) {
    while (timeMs < job.startMs) timeMs = nextMs(timeMs, yield { ...parked, timeMs }, job.startMs);
    for (const [stop, leg] of legsOf(job, truck, random).entries()) {
      const doing = { job, stop };
      for (const { observation, isThere, last } of driveLeg(seed, truck, leg, timeMs, random)) {
        if (observation.timeMs >= endMs) return;
        yield isThere ? { ...observation, doing } : observation;
        if (last) parked.heading = observation.heading;
        timeMs = observation.timeMs + 1000;
      }
    }
  }
  while (timeMs < endMs) timeMs = nextMs(timeMs, yield { ...parked, timeMs }, endMs);
}

/** The next second of a parked truck that is looked at. */
function nextMs(timeMs: number, wantedMs: number | undefined, endMs: number): number {
  return Math.min(Math.max(timeMs + 1000, wantedMs ?? 0), endMs);
}

function* driveLeg(
  seed: number,
  truck: Truck,
  leg: Leg,
  startMs: number,
  random: Random,
): Generator<{ observation: Observation; isThere: boolean; last: boolean }> {
  let motion = atLegStart;
  let here = pathAt(leg.path, motion.atM);
  let surprise: Conditions['surprise'] = 'none';
  for (let timeMs = startMs; !legIsOver(motion, leg); timeMs += 1000) {
    const { lat, lon, heading } = here;
    const { atM, speedMps, heldS } = motion;
    const ignition = engineRuns(motion, leg);
    const observation = { timeMs, lat, lon, heading, speedMps, ignition, doing: null };
    const standing = heldS > 0;
    const isThere = standing && motion.haltIndex === leg.halts.length - 1;
    surprise = standing ? 'none' : nextSurprise(surprise, truck, leg, speedMps, random);
    const flow = standing ? 1 : trafficFlow(seed, here.roadClass, here, timeMs / 1000);
    motion = step(motion, leg, { flow, pace: truck.drivingPace, surprise });
    if (motion.atM !== atM) here = pathAt(leg.path, motion.atM);
    yield { observation, isThere, last: legIsOver(motion, leg) };
  }
}

/** Someone cuts in, or a gap opens for an empty truck; either lasts two or three seconds. */
function nextSurprise(
  current: Conditions['surprise'],
  truck: Truck,
  leg: Leg,
  speedMps: number,
  random: Random,
): Conditions['surprise'] {
  const chance = random.next();
  if (current !== 'none') return chance < 0.6 && speedMps > 3 && speedMps < 18 ? current : 'none';
  if (chance > truck.harshPerHour / 3600) return 'none';
  if (speedMps > 7 && chance < (0.7 * truck.harshPerHour) / 3600) return 'brake';
  return speedMps > 2 && speedMps < 12 && !leg.loaded ? 'accelerate' : 'none';
}
