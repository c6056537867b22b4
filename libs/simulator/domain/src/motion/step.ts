import { pathAt } from '../geo/path.js';
import type { Leg } from './leg.js';

/** Where a truck is on its leg. All of it; the rest of its state follows from the leg. */
export interface Motion {
  readonly atM: number;
  readonly speedMps: number;
  /** The halt it is driving to, or standing at. */
  readonly haltIndex: number;
  /** For how long it has been standing there, 0 while it drives. */
  readonly heldS: number;
}

/** What the driver meets in one second. */
export interface Conditions {
  /** Share of the road's speed that traffic allows, over 0 to 1. */
  readonly flow: number;
  /** The driver's own share of the road's speed. */
  readonly pace: number;
  readonly surprise: 'none' | 'brake' | 'accelerate';
}

/** The physical bounds of every step, m/s². */
export const bounds = {
  brakingMps2: 0.9,
  firmBrakingMps2: 1.6,
  harshBrakingMps2: 3.2,
  acceleratingLoadedMps2: 0.35,
  acceleratingEmptyMps2: 0.6,
  harshAcceleratingMps2: 2.2,
} as const;

/** Where acceleration fades to nothing. */
const TOP_SPEED_MPS = 28;
const ARRIVED_M = 0.3;
/** The engine is started a little before it goes on. */
const ENGINE_ON_BEFORE_S = 30;

export const atLegStart: Motion = { atM: 0, speedMps: 0, haltIndex: 0, heldS: 0 };

/** True once the last halt is over. */
export function legIsOver(motion: Motion, leg: Leg): boolean {
  return motion.haltIndex >= leg.halts.length;
}

/** True while the engine runs. */
export function engineRuns(motion: Motion, leg: Leg): boolean {
  const halt = leg.halts[motion.haltIndex];
  if (!halt || halt.engineOffAfterS === null || motion.heldS === 0) return true;
  return motion.heldS < halt.engineOffAfterS || halt.holdS - motion.heldS <= ENGINE_ON_BEFORE_S;
}

/** One second later. */
export function step(motion: Motion, leg: Leg, { flow, pace, surprise }: Conditions): Motion {
  const halt = leg.halts[motion.haltIndex];
  if (!halt) return motion;
  if (motion.heldS > 0) {
    if (motion.heldS < halt.holdS) return { ...motion, heldS: motion.heldS + 1 };
    return { ...motion, haltIndex: motion.haltIndex + 1, heldS: 0 };
  }

  const { speedMps } = motion;
  const toHaltM = halt.atM - motion.atM;
  const road = pathAt(leg.path, motion.atM).capMps * pace * flow;
  const slowest = speedMps - (surprise === 'brake' ? bounds.harshBrakingMps2 : bounds.firmBrakingMps2);
  const fastest = speedMps + acceleration(leg.loaded, speedMps, surprise);
  const wanted = surprise === 'none' ? road : surprise === 'brake' ? 0 : Infinity;
  const next = Math.min(Math.max(wanted, slowest, 0), fastest, stoppableMps(toHaltM));
  const atM = motion.atM + (speedMps + next) / 2;
  if (halt.atM - atM < ARRIVED_M) return { ...motion, atM: halt.atM, speedMps: 0, heldS: 1 };
  return { ...motion, atM, speedMps: next };
}

function acceleration(loaded: boolean, speedMps: number, surprise: Conditions['surprise']): number {
  if (surprise === 'accelerate') return bounds.harshAcceleratingMps2;
  const free = loaded ? bounds.acceleratingLoadedMps2 : bounds.acceleratingEmptyMps2;
  return free * (1 - speedMps / TOP_SPEED_MPS);
}

/** The most from which the truck still comes to rest within the distance, after the second that has begun (Gipps 1981). */
function stoppableMps(distanceM: number): number {
  const b = bounds.brakingMps2;
  return -b + Math.sqrt(b * b + 2 * b * Math.max(0, distanceM));
}
