import { distanceM } from '../geo/geometry.js';
import { dayOf } from '../motion/day-plan.js';
import { createDevice, type Fix, type Observation } from '../motion/device.js';
import { dayOfTruck } from '../motion/track.js';
import { createRandom } from '../random.js';
import type { Truck } from '../world/fleet.js';
import { places, type PlaceKey } from '../world/places.js';

/** A truck was inside a place's circle, to the second. What had begun before the span, or was not over at its end, has null. */
export interface TrueVisit {
  readonly place: PlaceKey;
  readonly enteredAt: string | null;
  readonly leftAt: string | null;
  /** The stop of a job that it was there for; null where it waited, or only passed by. */
  readonly doing: Observation['doing'];
}

export interface Truth {
  readonly plate: string;
  readonly imei: string;
  /** As the device measured, before anything went wrong with them. */
  readonly fixes: readonly Fix[];
  readonly visits: readonly TrueVisit[];
}

/** What a truck really did in a span (epoch ms), which a simulator knows and nobody else. */
export function truthOf(
  { seed, intervalSeconds }: { readonly seed: number; readonly intervalSeconds: number },
  truck: Truck,
  fromMs: number,
  toMs: number,
): Truth {
  const fixes: Fix[] = [];
  const stays = createStays();
  for (let day = dayOf(truck, fromMs); day <= dayOf(truck, toMs); day++) {
    const device = createDevice(truck, intervalSeconds, createRandom(seed, truck.plate, 'gps', day));
    const seconds = dayOfTruck(seed, truck, day);
    for (let now = seconds.next(); !now.done; now = seconds.next(device.quietUntilMs())) {
      const { timeMs } = now.value;
      if (timeMs >= toMs) break;
      const fix = device(now.value);
      if (timeMs < fromMs) continue;
      if (fix) fixes.push(fix);
      stays.see(now.value);
    }
  }
  return { plate: truck.plate, imei: truck.imei, fixes, visits: stays.visits() };
}

interface Stay {
  readonly enteredAt: string | null;
  doing: Observation['doing'];
}

/** Finds out when a truck is inside of places, from what it does in each second. */
function createStays() {
  const over: TrueVisit[] = [];
  const open = new Map<PlaceKey, Stay>();
  let before: Observation | undefined;

  const look = (now: Observation): void => {
    const at = (): string => new Date(now.timeMs).toISOString();
    for (const place of places) {
      // Two kilometres of latitude are more than any radius: most places are ruled out by one subtraction.
      const isInside = Math.abs(place.lat - now.lat) < 0.02 && distanceM(place, now) <= place.radiusM;
      const stay = open.get(place.key);
      if (isInside && stay === undefined)
        open.set(place.key, { enteredAt: before === undefined ? null : at(), doing: null });
      if (!isInside && stay !== undefined) {
        over.push({ place: place.key, ...stay, leftAt: at() });
        open.delete(place.key);
      }
    }
  };
  return {
    see: (now: Observation): void => {
      // Who stands goes nowhere: most seconds need no geometry.
      if (before?.lat !== now.lat || before.lon !== now.lon) look(now);
      if (now.doing !== null && now.doing !== before?.doing) noteDoing(open, now.doing);
      before = now;
    },
    visits: (): TrueVisit[] => [
      ...over,
      ...[...open].map(([place, stay]) => ({ place, ...stay, leftAt: null })),
    ],
  };
}

/** A truck that goes on from where it stood, to where it has been before it left, is there for the first of it. */
function noteDoing(stays: ReadonlyMap<PlaceKey, Stay>, doing: NonNullable<Stay['doing']>): void {
  const { terminal, clients, depot } = doing.job;
  const place = [terminal, ...clients, depot][doing.stop];
  const stay = place === undefined ? undefined : stays.get(place);
  if (stay !== undefined) stay.doing ??= doing;
}
