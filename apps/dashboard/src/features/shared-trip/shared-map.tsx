import { useEffect } from 'react';
import type { LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from '../../map/map-palette.js';
import { noFeatures } from '../../map/map-style.js';
import { openMap, type OpenMap } from '../../map/open-map.js';
import { MapFrame, useMap } from '../../map/use-map.js';

type Place = { latitude: number; longitude: number };

const zoom = 12;

/** A small map with one truck on it. */
export function SharedMap({ place }: { place: Place }) {
  const { latitude, longitude } = place;
  const { container, map, error } = useMap((element) => openSharedMap(element, place));
  useEffect(() => map?.show({ latitude, longitude }), [map, latitude, longitude]);
  return <MapFrame container={container} error={error} />;
}

function openSharedMap(
  container: HTMLElement,
  at: Place,
): Pick<OpenMap, 'repaint' | 'close'> & { show: (place: Place) => void } {
  const { map, setData, repaint, close } = openMap({
    container,
    camera: { center: [at.longitude, at.latitude], zoom },
    sources: { truck: noFeatures },
    layers: truckLayer,
  });
  return {
    show: ({ latitude, longitude }) => {
      const geometry = { type: 'Point' as const, coordinates: [longitude, latitude] };
      const features = [{ type: 'Feature' as const, geometry, properties: {} }];
      void setData('truck', { type: 'FeatureCollection', features });
      if (!map.getBounds().contains([longitude, latitude])) map.jumpTo({ center: [longitude, latitude] });
    },
    repaint,
    close,
  };
}

const truckLayer = (palette: MapPalette): LayerSpecification[] => [
  {
    id: 'truck-halo',
    type: 'circle',
    source: 'truck',
    paint: { 'circle-radius': 18, 'circle-color': palette.accent, 'circle-opacity': 0.2 },
  },
  {
    id: 'truck',
    type: 'circle',
    source: 'truck',
    paint: {
      'circle-radius': 8,
      'circle-color': palette.accent,
      'circle-stroke-color': palette.surface,
      'circle-stroke-width': 2.5,
    },
  },
];
