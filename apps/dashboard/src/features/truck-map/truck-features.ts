import type { Feature, FeatureCollection, Point } from 'geojson';
import { ageSecondsOf, type LiveTruck, type LiveTrucks } from '../live-trucks/live-trucks.js';
import { markOf, type Glides } from './glide.js';
import { iconOf } from './icon-names.js';

/** What the map shows besides the fleet itself: the selected truck, and which trucks the list's filter finds. */
export type MapView = {
  readonly selectedId: string | null;
  readonly found: ReadonlySet<string> | null;
  /** The fleet of then, while the map shows the past. */
  readonly past: { readonly atMs: number; readonly trucks: LiveTrucks } | null;
};

/** A truck that the filter does not find stays on the map, faint: the rest of the fleet is context. */
const notFoundOpacity = 0.18;

/** The trucks as the map's source takes them, at `nowMs`. */
export function truckFeatures(
  trucks: LiveTrucks,
  glides: Glides,
  view: MapView,
  nowMs: number,
): FeatureCollection<Point> {
  const features = Array.from(trucks.values(), (truck) => truckFeature(truck, glides, view, nowMs));
  return { type: 'FeatureCollection', features };
}

function truckFeature(truck: LiveTruck, glides: Glides, view: MapView, nowMs: number): Feature<Point> {
  const { longitude, latitude } = markOf(truck, glides.get(truck.truckId), nowMs);
  const age = ageSecondsOf(truck, view.past?.atMs ?? nowMs);
  const selected = truck.truckId === view.selectedId;
  const found = selected || view.found === null || view.found.has(truck.truckId);
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
    properties: {
      id: truck.truckId,
      number: truck.number,
      icon: iconOf(truck.motion, truck.headingDegrees, age),
      heading: truck.headingDegrees ?? 0,
      selected,
      opacity: found ? opacityOf(age) : notFoundOpacity,
      // Later is on top: the selected truck, then what moves.
      order: selected ? 2 : truck.motion === 'moving' ? 1 : 0,
    },
  };
}

/** Full while a fix is minutes old; fading to two thirds over an hour. */
function opacityOf(ageSeconds: number): number {
  const faded = Math.min(1, Math.max(0, (ageSeconds - 300) / 3_300));
  return Math.round((1 - 0.35 * faded) * 100) / 100;
}
