import { distanceM } from '../geo/geometry.js';
import { DAY_MS, dayOf } from '../motion/day-plan.js';
import type { Fix } from '../motion/device.js';
import { dayOfTruck, trackOf } from '../motion/track.js';
import type { Truck } from '../world/fleet.js';
import { places, type PlaceKey } from '../world/places.js';

/** A truck was inside a place's circle, to the second. What had begun before the span, or was not over at its end, has null. */
export interface TrueVisit {
  readonly place: PlaceKey;
  readonly enteredAt: string | null;
  readonly leftAt: string | null;
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
  for (const fix of trackOf(seed, truck, fromMs, intervalSeconds)) {
    if (fix.timeMs >= toMs) break;
    fixes.push(fix);
  }
  return { plate: truck.plate, imei: truck.imei, fixes, visits: visitsOf(seed, truck, fromMs, toMs) };
}

function visitsOf(seed: number, truck: Truck, fromMs: number, toMs: number): TrueVisit[] {
  const visits: TrueVisit[] = [];
  const entered = new Map<PlaceKey, string | null>();
  let isFirst = true;
  for (
    let day = dayOf(truck, fromMs);
    day <= dayOf(truck, fromMs) + Math.ceil((toMs - fromMs) / DAY_MS);
    day++
  ) {
    for (const observation of dayOfTruck(seed, truck, day)) {
      if (observation.timeMs < fromMs || observation.timeMs >= toMs) continue;
      const at = new Date(observation.timeMs).toISOString();
      for (const place of places) {
        // Two kilometres of latitude are more than any radius: most places are ruled out by one subtraction.
        const isInside =
          Math.abs(place.lat - observation.lat) < 0.02 && distanceM(place, observation) <= place.radiusM;
        const since = entered.get(place.key);
        if (isInside && since === undefined) entered.set(place.key, isFirst ? null : at);
        if (!isInside && since !== undefined) {
          visits.push({ place: place.key, enteredAt: since, leftAt: at });
          entered.delete(place.key);
        }
      }
      isFirst = false;
    }
  }
  for (const [place, enteredAt] of entered) visits.push({ place, enteredAt, leftAt: null });
  return visits;
}
