import type { SuggestedTruck } from '@watch-tower/contracts';
import { distanceKm, type Coordinates } from '../distance.js';
import { motionOf, type MotionRules, type Moving } from '../get-truck-location/motion.js';

export type FreeTruck = Pick<SuggestedTruck, 'truck' | 'lastTrip' | 'nextTrip'> & {
  /** Null while none is known. */
  readonly position: (Coordinates & Moving) | null;
};

/** The nearest to the pickup first; then those whose position is outdated, and those that have none, by number. */
export const rankTrucks = (
  trucks: readonly FreeTruck[],
  pickup: Coordinates,
  nowMs: number,
  rules: MotionRules,
): SuggestedTruck[] =>
  trucks
    .map(({ position, ...rest }): SuggestedTruck => {
      if (position === null) {
        return { ...rest, positionIsRecent: false, distanceKm: null, positionAgeSeconds: null, motion: null };
      }
      const motion = motionOf(position, nowMs, rules);
      return {
        ...rest,
        positionIsRecent: motion !== 'outdated',
        distanceKm: Math.round(distanceKm(position, pickup) * 10) / 10,
        positionAgeSeconds: Math.max(0, Math.round((nowMs - position.deviceTime.getTime()) / 1_000)),
        motion,
      };
    })
    .sort(
      (one, other) =>
        Number(other.positionIsRecent) - Number(one.positionIsRecent) ||
        compareDistance(one.distanceKm, other.distanceKm) ||
        (one.truck.number < other.truck.number ? -1 : 1),
    );

const compareDistance = (one: number | null, other: number | null): number =>
  one === other ? 0 : (one ?? Infinity) - (other ?? Infinity);
