import type { SuggestedTruck } from '@watch-tower/contracts';
import { motionOf, type MotionRules, type Moving } from '../get-truck-location/motion.js';

type Coordinates = { readonly latitude: number; readonly longitude: number };

export type FreeTruck = Pick<SuggestedTruck, 'truck' | 'lastTrip' | 'nextTrip'> & {
  /** Null while none is known. */
  readonly position: (Coordinates & Moving) | null;
};

const earthRadiusKm = 6_371.008_8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great circle, as domain.md measures. */
export const distanceKm = (from: Coordinates, to: Coordinates): number => {
  const a =
    Math.sin(radians(to.latitude - from.latitude) / 2) ** 2 +
    Math.cos(radians(from.latitude)) *
      Math.cos(radians(to.latitude)) *
      Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(a)));
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
