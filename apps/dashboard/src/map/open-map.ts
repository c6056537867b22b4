import type { FeatureCollection } from 'geojson';
import {
  GeoJSONSource,
  Map as MapLibreMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
  type GeoJSONSourceSpecification,
  type LayerSpecification,
} from 'maplibre-gl';
import maplibreWorkerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { readMapPalette, type MapPalette } from './map-palette.js';
import { mapLayers, mapStyle } from './map-style.js';

// Without it MapLibre looks for its worker beside a file that bundling has moved: a blank map and no error.
setWorkerUrl(maplibreWorkerUrl);

export type Camera = { center: [lon: number, lat: number]; zoom: number };

/** Lagos and the road to Ibadan. */
export const wholeRegion: Camera = { center: [3.42, 6.655], zoom: 9.75 };

export type OpenMap = {
  map: MapLibreMap;
  loaded: Promise<void>;
  /** Draws features in the place of those the source had, as soon as the map is loaded. */
  setData: (source: string, features: FeatureCollection) => Promise<void>;
  /** The same map in the colours of the theme that is on now. */
  repaint: () => void;
  close: () => void;
};

/**
 * The region's map with what a page draws over it. Needs WebGL: throws where the browser has none.
 * @param options.layers drawn over the base map, in the colours of a palette.
 */
export function openMap(options: {
  container: HTMLElement;
  camera: Camera;
  sources: Record<string, GeoJSONSourceSpecification>;
  layers: (palette: MapPalette) => LayerSpecification[];
}): OpenMap {
  const palette = readMapPalette();
  const base = mapStyle(palette);
  const map = new MapLibreMap({
    container: options.container,
    style: {
      ...base,
      sources: { ...base.sources, ...options.sources },
      layers: [...base.layers, ...options.layers(palette)],
    },
    ...options.camera,
    minZoom: 6.6,
    maxZoom: 17,
    maxBounds: [
      [2.25, 5.6],
      [4.95, 8.1],
    ],
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
  const loaded = new Promise<void>((resolve) => map.once('load', () => resolve()));

  return {
    map,
    loaded,
    setData: async (source, features) => {
      await loaded;
      await sourceOf(map, source).setData(features);
    },
    repaint: () =>
      void loaded.then(() => {
        const now = readMapPalette();
        for (const { id, paint } of [...mapLayers(now), ...options.layers(now)])
          for (const [property, value] of Object.entries<unknown>(paint ?? {}))
            map.setPaintProperty(id, ...([property, value] as PaintProperty));
      }),
    close: () => map.remove(),
  };
}

type PaintProperty = [
  Parameters<MapLibreMap['setPaintProperty']>[1],
  Parameters<MapLibreMap['setPaintProperty']>[2],
];

function sourceOf(map: MapLibreMap, id: string): GeoJSONSource {
  const source = map.getSource(id);
  if (!(source instanceof GeoJSONSource)) throw new TypeError(`The map has no data named ${id}`);
  return source;
}
