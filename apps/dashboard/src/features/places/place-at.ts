import type { LocationView } from '@watch-tower/contracts';
import { fenceRing } from '../locations/fence-ring.js';
import type { LonLat } from './fence-draft.js';

/** The place under a point of the map: of places within each other the one drawn last. */
export const placeAt = (places: readonly LocationView[], at: LonLat): LocationView | undefined =>
  places.findLast(({ fence }) => fence !== null && isInside(fenceRing(fence), at));

/** By the crossings of a ray to the east, on the plane: a click is not more exact than that. */
function isInside(ring: readonly (readonly number[])[], [x, y]: LonLat): boolean {
  let inside = false;
  ring.forEach(([x1 = 0, y1 = 0], index) => {
    const [x2 = 0, y2 = 0] = ring[(index + 1) % ring.length] ?? [];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}
