import { createRandom } from '../random.js';
import type { Truck } from '../world/fleet.js';
import { placesOfType, type PlaceKey } from '../world/places.js';
import { routeBetween } from '../world/route.js';

/** One round: fetch a container at a terminal, bring it to a client, bring the empty back to the depot. */
export interface Job {
  readonly terminal: PlaceKey;
  /** One, or two that get a 20 ft box each. */
  readonly clients: readonly [PlaceKey, ...PlaceKey[]];
  readonly depot: PlaceKey;
  /** When the truck leaves the depot for it, epoch ms; later only if the job before took longer than planned. */
  readonly startMs: number;
  /** By when it should be back. */
  readonly endMs: number;
}

/** Least and most time spent standing, by what is done there. */
export const dwellS = {
  load: [25 * 60, 75 * 60],
  offload: [30 * 60, 100 * 60],
  returnEmpty: [10 * 60, 25 * 60],
} as const;

export const DAY_MS = 86_400_000;
/** Real traffic against an empty road, checkpoints included: what a dispatcher would allow for. */
const DRIVING_FACTOR = 2.4;
const QUEUE_ALLOWANCE_S = 20 * 60;
/** The hour and a half that is left makes up for a bad day. */
const LONGEST_DAY_S = 22.5 * 3600;

/** The days of a truck are numbered from 1970 and begin at its own hour: the day that `timeMs` belongs to. */
export function dayOf(truck: Truck, timeMs: number): number {
  return Math.floor((timeMs - truck.dayOffsetS * 1000) / DAY_MS);
}

/** When a truck's day begins, epoch ms. */
export function dayStartMs(truck: Truck, day: number): number {
  return day * DAY_MS + truck.dayOffsetS * 1000;
}

/**
 * What a truck does on a day: of the jobs that fit into it, with time to be back at the depot before it ends, those that it
 * drives. So a day never depends on the day before, and where a truck is at any moment follows from the seed alone, whenever
 * the program started.
 */
export function planDay(seed: number, truck: Truck, day: number): Job[] {
  return jobsThatFit(seed, truck, day).filter((_, nth) => truck.drives?.(day, nth) ?? true);
}

/** As many jobs as fit into a day of a truck. */
export function jobsThatFit(seed: number, truck: Truck, day: number): Job[] {
  const random = createRandom(seed, truck.plate, 'plan', day);
  const chance = createRandom(seed, truck.plate, 'second client', day);
  const [depot] = placesOfType('depot');
  if (!depot) throw new RangeError('The world has no depot');
  const jobs: Job[] = [];
  let usedS = 0;
  for (;;) {
    const terminal = random.pick(placesOfType('terminal'));
    const client = random.pick(placesOfType('client'));
    const others = placesOfType('client').filter((key) => key !== client);
    const clients: Job['clients'] =
      chance.next() < truck.twoClients ? [client, chance.pick(others)] : [client];
    const neededS = allowanceS([depot, terminal, ...clients, depot], truck);
    if (usedS + neededS > LONGEST_DAY_S) return jobs;
    const startMs = dayStartMs(truck, day) + Math.floor(usedS) * 1000;
    usedS += neededS;
    const endMs = dayStartMs(truck, day) + Math.floor(usedS) * 1000;
    jobs.push({ terminal, clients, depot, startMs, endMs });
  }
}

/** What a dispatcher allows for a way and what is done at its stops. */
function allowanceS(way: readonly PlaceKey[], truck: Truck): number {
  const drivingS = way.slice(1).reduce((sum, to, nth) => sum + routeBetween(way[nth] ?? to, to).freeFlowS, 0);
  const standingS = way.slice(1).reduce((sum, _, nth) => {
    const [least, most] = dwellS[purposeOf(nth, way.length - 1)];
    return sum + (least + 2 * most) / 3;
  }, 0);
  return (drivingS * DRIVING_FACTOR) / truck.drivingPace + standingS + QUEUE_ALLOWANCE_S;
}

/** What is done at a stop of so many: the first loads, the last takes the empty back. */
export function purposeOf(stop: number, stops: number): keyof typeof dwellS {
  if (stop === 0) return 'load';
  return stop === stops - 1 ? 'returnEmpty' : 'offload';
}
