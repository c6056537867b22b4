import type { Coordinates } from '../positions/fix.js';

/** Mean radius of the Earth in metres (IUGG R1). */
export const earthRadiusM = 6_371_008.8;

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in metres, by the haversine formula: exact enough for near points too. */
export const distanceM = (a: Coordinates, b: Coordinates): number => {
  const halfLatitude = Math.sin(radians(b.latitude - a.latitude) / 2);
  const halfLongitude = Math.sin(radians(b.longitude - a.longitude) / 2);
  const chord =
    halfLatitude ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * halfLongitude ** 2;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(chord)));
};
