import { earthRadiusM } from '../../places/distance.js';
import type { Fence } from '../../places/fence.js';
import type { FenceVersion, Place } from '../../places/place.js';
import type { Coordinates, Sighting } from '../../positions/fix.js';

const origin: Coordinates = { latitude: 6.44, longitude: 3.36 };
const degree = Math.PI / 180;

/** A point some metres east and north of a point at Apapa. */
export const at = (eastM: number, northM = 0): Coordinates => ({
  latitude: origin.latitude + northM / (earthRadiusM * degree),
  longitude: origin.longitude + eastM / (earthRadiusM * degree * Math.cos(origin.latitude * degree)),
});

/** Midnight of a day in 2026, from which tests count. */
export const dayMs = Date.UTC(2026, 10, 23);

/** A fix some seconds after midnight, some metres off the origin. */
export const seen = (seconds: number, eastM: number, northM = 0): Sighting => ({
  deviceTimeMs: dayMs + seconds * 1_000,
  ...at(eastM, northM),
});

export const circle = (eastM: number, radiusM: number): Fence => ({ shape: 'circle', ...at(eastM), radiusM });

/** A square with this half of its side. */
export const square = (eastM: number, halfM: number): Fence => ({
  shape: 'polygon',
  ring: [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].map(([x = 0, y = 0]) => {
    const { longitude, latitude } = at(eastM + x * halfM, y * halfM);
    return [longitude, latitude] as const;
  }),
});

const from = (seconds: number, version: number, fence: Fence | null): FenceVersion => ({
  version,
  fromMs: dayMs + seconds * 1_000,
  fence,
});

export const placeOf = (id: string, fence: Fence, registeredAtSeconds = 0): Place => ({
  id,
  fences: [from(registeredAtSeconds, 1, fence)],
});

/** The place with another fence, or none, from some seconds after midnight on. */
export const edited = (place: Place, atSeconds: number, fence: Fence | null): Place => ({
  ...place,
  fences: [...place.fences, from(atSeconds, place.fences.length + 1, fence)],
});
