import type { LocationView } from '@watch-tower/contracts';
import type { Position } from 'geojson';
import { fenceRing } from '../locations/fence-ring.js';
import type { LonLat } from './fence-draft.js';

/** The place under a point of the map: of places within each other the smallest. */
export function placeAt(places: readonly LocationView[], at: LonLat): LocationView | undefined {
  const hit = places.flatMap((place) => {
    const ring = place.fence && fenceRing(place.fence);
    return ring && isInside(ring, at) ? [{ place, area: areaOf(ring) }] : [];
  });
  return hit.sort((a, b) => a.area - b.area)[0]?.place;
}

/** By the crossings of a ray to the east, on the plane: a click is not more exact than that. */
function isInside(ring: readonly Position[], [x, y]: LonLat): boolean {
  let inside = false;
  sidesOf(ring).forEach(([[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]]) => {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

/** In square degrees: good enough to tell the larger from the smaller. */
const areaOf = (ring: readonly Position[]): number =>
  Math.abs(sidesOf(ring).reduce((sum, [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]]) => sum + x1 * y2 - x2 * y1, 0));

const sidesOf = (ring: readonly Position[]): [Position, Position][] =>
  ring.slice(1).map((corner, index) => [ring[index] ?? corner, corner]);
