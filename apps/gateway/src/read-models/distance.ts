export type Coordinates = { readonly latitude: number; readonly longitude: number };

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
