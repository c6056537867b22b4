import type { LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import { textFont } from '../../map/text-font.js';
import type { MapPalette } from '../../map/map-palette.js';

/** The layers that show trucks, and the ones a click on finds a truck in. */
export const clickableTruckLayer = 'trucks';

/** Trucks from the source `trucks`, whose features are made in truck-features.ts. */
export function truckLayers(palette: MapPalette): LayerSpecification[] {
  const number: SymbolLayerSpecification['layout'] = {
    'text-field': ['get', 'number'],
    'text-font': textFont,
    'text-size': 11,
    'text-offset': [0, 1.7],
    'text-padding': 1,
    'text-anchor': 'top',
  };
  const ink = {
    'text-color': palette.ink,
    'text-halo-color': palette['map-halo'],
    'text-halo-width': 1.6,
  } as const;
  return [
    {
      id: 'selected-truck',
      type: 'circle',
      source: 'trucks',
      filter: ['get', 'selected'],
      paint: {
        'circle-radius': 19,
        'circle-color': palette.accent,
        'circle-opacity': 0.18,
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'truck-numbers',
      type: 'symbol',
      source: 'trucks',
      minzoom: 12,
      filter: ['!', ['get', 'selected']],
      layout: number,
      paint: { ...ink, 'text-opacity': ['get', 'opacity'] },
    },
    {
      id: clickableTruckLayer,
      type: 'symbol',
      source: 'trucks',
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-padding': 0,
        'icon-allow-overlap': true,
        // Near by, numbers make room for icons; far off, icons would wipe out the names of the places.
        'icon-ignore-placement': ['step', ['zoom'], true, 12, false],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.5, 10, 0.66, 13, 0.95],
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'icon-opacity': ['get', 'opacity'] },
    },
    {
      id: 'selected-truck-number',
      type: 'symbol',
      source: 'trucks',
      filter: ['get', 'selected'],
      layout: { ...number, 'text-size': 12.5, 'text-offset': [0, 1.8], 'text-allow-overlap': true },
      paint: ink,
    },
  ];
}
