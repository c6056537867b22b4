import type { Fence, LocationView } from '@watch-tower/contracts';
import type { Feature, FeatureCollection } from 'geojson';
import { fenceCentre, fenceRing } from './fence-ring.js';

/** The fences of the places that have one, as areas. */
export function fences(locations: readonly LocationView[]): FeatureCollection {
  return collect(locations, ({ type }, fence) => ({
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [fenceRing(fence)] },
    properties: { type },
  }));
}

/** Their names, at their centres. */
export function fenceNames(locations: readonly LocationView[]): FeatureCollection {
  return collect(locations, ({ name }, fence) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: fenceCentre(fence) },
    properties: { name },
  }));
}

function collect(
  locations: readonly LocationView[],
  featureOf: (location: LocationView, fence: Fence) => Feature,
): FeatureCollection {
  const features = locations.flatMap((location) =>
    location.fence ? [featureOf(location, location.fence)] : [],
  );
  return { type: 'FeatureCollection', features };
}
