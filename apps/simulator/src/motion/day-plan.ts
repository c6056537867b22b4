import { createRandom } from '../random.js';
import type { Truck } from '../world/fleet.js';
import { placesOfType, type PlaceKey } from '../world/places.js';
import { routeBetween } from '../world/route.js';

/** One round: fetch a container at a terminal, bring it to a client, bring the empty back to the depot. */
export interface Job {
  readonly terminal: PlaceKey;
  readonly client: PlaceKey;
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
 * What a truck does on a day: as many jobs as fit with time to be back at the depot before the day ends. So a day never
 * depends on the day before, and where a truck is at any moment follows from the seed alone, whenever the program started.
 */
export function planDay(seed: number, truck: Truck, day: number): Job[] {
  const random = createRandom(seed, truck.plate, 'plan', day);
  const [depot] = placesOfType('depot');
  if (!depot) throw new RangeError('The world has no depot');
  const jobs: Job[] = [];
  let usedS = 0;
  for (;;) {
    const job = {
      terminal: random.pick(placesOfType('terminal')),
      client: random.pick(placesOfType('client')),
      depot,
    };
    const neededS = allowanceS(job.terminal, job.client, job.depot, truck);
    if (usedS + neededS > LONGEST_DAY_S) return jobs;
    const startMs = dayStartMs(truck, day) + Math.floor(usedS) * 1000;
    usedS += neededS;
    jobs.push({ ...job, startMs, endMs: dayStartMs(truck, day) + Math.floor(usedS) * 1000 });
  }
}

function allowanceS(terminal: PlaceKey, client: PlaceKey, depot: PlaceKey, truck: Truck): number {
  const drivingS =
    routeBetween(depot, terminal).freeFlowS +
    routeBetween(terminal, client).freeFlowS +
    routeBetween(client, depot).freeFlowS;
  const standingS = Object.values(dwellS).reduce((sum, [least, most]) => sum + (least + 2 * most) / 3, 0);
  return (drivingS * DRIVING_FACTOR) / truck.drivingPace + standingS + QUEUE_ALLOWANCE_S;
}
