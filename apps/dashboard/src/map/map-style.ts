import type {
  ExpressionSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { baseMap } from './base-map.js';
import { textFont } from './text-font.js';
import type { MapPalette } from './map-palette.js';

export const noFeatures: GeoJSONSourceSpecification = {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
};

/** What every map shows: land and water, roads, names and fences. Its sources are data, so it asks for nothing. */
export function mapStyle(palette: MapPalette): StyleSpecification {
  const { water, creeks, towns, roads, places } = baseMap();
  return {
    version: 8,
    sources: {
      water: { type: 'geojson', data: water },
      creeks: { type: 'geojson', data: creeks },
      towns: { type: 'geojson', data: towns },
      roads: { type: 'geojson', data: roads },
      places: { type: 'geojson', data: places },
      fences: noFeatures,
      'fence-names': noFeatures,
    },
    layers: mapLayers(palette),
  };
}

/** The layers in a palette: a change of theme is a change of their paint alone. */
export function mapLayers(palette: MapPalette): LayerSpecification[] {
  return [...groundLayers(palette), ...roadLayers(palette), ...fenceLayers(palette), ...nameLayers(palette)];
}

function groundLayers(palette: MapPalette): LayerSpecification[] {
  // Doubling with every zoom is what a width in metres does; 0.5 m a pixel at zoom 18 near the equator.
  const metresWide: ExpressionSpecification = [
    'interpolate',
    ['exponential', 2],
    ['zoom'],
    8,
    ['max', 0.6, ['/', ['get', 'widthM'], 611]],
    18,
    ['/', ['get', 'widthM'], 0.6],
  ];
  return [
    { id: 'land', type: 'background', paint: { 'background-color': palette['map-land'] } },
    {
      id: 'towns',
      type: 'fill',
      source: 'towns',
      paint: { 'fill-color': palette['map-town'], 'fill-antialias': false },
    },
    { id: 'water', type: 'fill', source: 'water', paint: { 'fill-color': palette['map-water'] } },
    {
      id: 'shore',
      type: 'line',
      source: 'water',
      paint: { 'line-color': palette['map-shore'], 'line-width': 1 },
    },
    {
      id: 'creeks',
      type: 'line',
      source: 'creeks',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': palette['map-water'], 'line-width': metresWide },
    },
  ];
}

function roadLayers(palette: MapPalette): LayerSpecification[] {
  const isRank = (rank: string): ExpressionSpecification => ['==', ['get', 'rank'], rank];
  const width = (casing: number): ExpressionSpecification => [
    'interpolate',
    ['exponential', 1.5],
    ['zoom'],
    7,
    ['case', isRank('expressway'), 1.5 + casing * 0.6, 0.7 + casing * 0.5],
    11,
    ['case', isRank('expressway'), 4 + casing, isRank('main'), 2.6 + casing, 1.1 + casing],
    15,
    ['case', isRank('expressway'), 9 + casing * 2, isRank('main'), 6.5 + casing * 2, 4 + casing * 2],
  ];
  const shape = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    {
      id: 'road-casings',
      type: 'line',
      source: 'roads',
      layout: shape,
      paint: { 'line-color': palette['map-casing'], 'line-width': width(1.6) },
    },
    {
      id: 'roads',
      type: 'line',
      source: 'roads',
      layout: { ...shape, 'line-sort-key': ['case', isRank('expressway'), 2, isRank('main'), 1, 0] },
      paint: {
        'line-color': ['case', isRank('expressway'), palette['map-expressway'], palette['map-road']],
        'line-width': width(0),
      },
    },
    {
      id: 'road-names',
      type: 'symbol',
      source: 'roads',
      minzoom: 11,
      filter: ['!=', ['get', 'rank'], 'yard'],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 420,
        'text-field': ['get', 'name'],
        'text-font': textFont,
        'text-size': ['interpolate', ['linear'], ['zoom'], 11, 10, 15, 12.5],
        'text-letter-spacing': 0.02,
      },
      paint: {
        'text-color': palette['map-label'],
        'text-halo-color': palette['map-halo'],
        'text-halo-width': 1.4,
      },
    },
  ];
}

function fenceLayers(palette: MapPalette): LayerSpecification[] {
  return [
    {
      id: 'fences',
      type: 'fill',
      source: 'fences',
      paint: { 'fill-color': palette['map-fence'], 'fill-opacity': 0.12 },
    },
    {
      id: 'fence-borders',
      type: 'line',
      source: 'fences',
      paint: {
        'line-color': palette['map-fence'],
        'line-opacity': 0.75,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.8, 14, 1.6],
        'line-dasharray': [3, 2],
      },
    },
    {
      id: 'fence-names',
      type: 'symbol',
      source: 'fence-names',
      minzoom: 10.5,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': textFont,
        'text-size': 11,
        'text-max-width': 9,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1.4,
        'text-justify': 'auto',
      },
      paint: {
        'text-color': palette['map-fence'],
        'text-halo-color': palette['map-halo'],
        'text-halo-width': 1.5,
      },
    },
  ];
}

function nameLayers(palette: MapPalette): LayerSpecification[] {
  const names = (
    rank: string,
    zooms: { minzoom?: number; maxzoom?: number },
    size: ExpressionSpecification,
    look: { color: string; transform?: 'uppercase'; spacing?: number },
  ): LayerSpecification => ({
    id: `names-${rank}`,
    type: 'symbol',
    source: 'places',
    ...zooms,
    filter: ['==', ['get', 'rank'], rank],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': textFont,
      'text-size': size,
      'text-transform': look.transform ?? 'none',
      'text-letter-spacing': look.spacing ?? 0.01,
      'text-max-width': 7,
    },
    paint: { 'text-color': look.color, 'text-halo-color': palette['map-halo'], 'text-halo-width': 1.2 },
  });
  const label = palette['map-label'];
  return [
    names('district', { minzoom: 11 }, ['interpolate', ['linear'], ['zoom'], 11, 10, 14, 12.5], {
      color: label,
    }),
    names('town', { minzoom: 8.2 }, ['interpolate', ['linear'], ['zoom'], 8, 10.5, 13, 14], { color: label }),
    names('water', { minzoom: 8 }, ['interpolate', ['linear'], ['zoom'], 8, 10.5, 13, 14], {
      color: palette['map-label-water'],
      spacing: 0.12,
    }),
    names('city', { maxzoom: 12.5 }, ['interpolate', ['linear'], ['zoom'], 7, 12, 11, 17], {
      color: label,
      transform: 'uppercase',
      spacing: 0.14,
    }),
  ];
}
