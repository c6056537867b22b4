import { moved, turnDeg, type Point } from '../geo/geometry.js';
import type { Random } from '../random.js';
import type { Job } from './day-plan.js';

/** What a GPS device reports: where a truck was, to its clock's second. */
export interface Fix {
  readonly plate: string;
  readonly imei: string;
  /** Device time, epoch ms, whole seconds. */
  readonly timeMs: number;
  readonly lat: number;
  readonly lon: number;
  readonly speedKmh: number;
  /** Degrees clockwise from north. */
  readonly heading: number;
  readonly ignition: boolean;
  readonly harshBraking: boolean;
  readonly harshAcceleration: boolean;
  readonly sharpTurn: boolean;
}

/** What is true of the truck in one second. */
export interface Observation extends Point {
  readonly timeMs: number;
  readonly speedMps: number;
  readonly heading: number;
  readonly ignition: boolean;
  /** What is being done while it stands there: the stop of a job, by its number from the terminal on. */
  readonly doing: { readonly job: Job; readonly stop: number } | null;
}

/** Standard deviation of each coordinate's error, and how much of it lives on in the next fix. */
const NOISE_M = 3;
const NOISE_MEMORY = 0.6;
const HARSH_BRAKING_MPS2 = 2.5;
const HARSH_ACCELERATION_MPS2 = 1.8;
const SHARP_TURN_LATERAL_MPS2 = 2.4;
/** With the ignition off it reports ten times less often: 5 minutes for the usual 30 seconds. */
const PARKED_INTERVALS = 10;

/** A device watches every second of its truck and reports at its interval and whenever the ignition turns. */
export interface Device {
  /** Returns the report, or undefined in the many seconds without one. */
  (now: Observation): Fix | undefined;
  /** Before this it reports nothing of a truck that stands with its ignition off (epoch ms). */
  quietUntilMs(): number;
}

export function createDevice(
  identity: { readonly plate: string; readonly imei: string },
  intervalS: number,
  random: Random,
): Device {
  let before: Observation | undefined;
  let lastMs = -Infinity;
  let flags = { harshBraking: false, harshAcceleration: false, sharpTurn: false };
  let error = { east: 0, north: 0 };

  const watch = (now: Observation): Fix | undefined => {
    const turned = before !== undefined && before.ignition !== now.ignition;
    if (before) flags = raised(flags, before, now);
    before = now;
    const dueMs = lastMs + intervalS * 1000 * (now.ignition ? 1 : PARKED_INTERVALS);
    if (now.timeMs < dueMs && !turned) return undefined;

    error = { east: wander(error.east, random), north: wander(error.north, random) };
    const measured = moved(now, error.east, error.north);
    const moving = now.speedMps > 0.3;
    const fix: Fix = {
      ...identity,
      timeMs: now.timeMs,
      lat: rounded(measured.lat, 6),
      lon: rounded(measured.lon, 6),
      speedKmh: moving ? rounded(Math.max(0, now.speedMps * 3.6 + 0.4 * random.gaussian()), 1) : 0,
      heading: Math.round(now.heading + (moving ? 2 * random.gaussian() : 0) + 360) % 360,
      ignition: now.ignition,
      ...flags,
    };
    lastMs = now.timeMs;
    flags = { harshBraking: false, harshAcceleration: false, sharpTurn: false };
    return fix;
  };
  return Object.assign(watch, { quietUntilMs: () => lastMs + intervalS * 1000 * PARKED_INTERVALS });
}

type Flags = Pick<Fix, 'harshBraking' | 'harshAcceleration' | 'sharpTurn'>;

function raised(flags: Flags, before: Observation, now: Observation): Flags {
  if (before.speedMps === 0 && now.speedMps === 0) return flags;
  const seconds = (now.timeMs - before.timeMs) / 1000;
  const change = (now.speedMps - before.speedMps) / seconds;
  const lateral = (now.speedMps * ((turnDeg(before.heading, now.heading) * Math.PI) / 180)) / seconds;
  return {
    harshBraking: flags.harshBraking || change < -HARSH_BRAKING_MPS2,
    harshAcceleration: flags.harshAcceleration || change > HARSH_ACCELERATION_MPS2,
    sharpTurn: flags.sharpTurn || lateral > SHARP_TURN_LATERAL_MPS2,
  };
}

/** An error that drifts as a receiver's does, with the same spread at any time. */
function wander(errorM: number, random: Random): number {
  return NOISE_MEMORY * errorM + NOISE_M * Math.sqrt(1 - NOISE_MEMORY ** 2) * random.gaussian();
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
