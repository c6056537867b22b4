import type { LocationView } from '@watch-tower/contracts';
import {
  GeoJSONSource,
  Map as MapLibreMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
  type LngLatLike,
  type PointLike,
  type StyleSpecification,
} from 'maplibre-gl';
import maplibreWorkerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { fenceNames, fences } from '../locations/fence-features.js';
import { drawTrucks } from './draw-trucks.js';
import { readMapPalette } from './map-palette.js';
import { mapLayers, mapStyle } from './map-style.js';
import type { MapView } from './truck-features.js';
import { drawTruckIcons, iconPixelRatio } from './truck-icons.js';
import { clickableTruckLayer } from './truck-layers.js';

// Without it MapLibre looks for its worker beside a file that bundling has moved: a blank map and no error.
setWorkerUrl(maplibreWorkerUrl);

export type Camera = { center: [lon: number, lat: number]; zoom: number };

export type LiveMap = {
  show: (view: MapView) => void;
  showFences: (locations: readonly LocationView[]) => void;
  flyTo: (at: { longitude: number; latitude: number }) => void;
  repaint: () => void;
  close: () => void;
};

type Options = {
  container: HTMLElement;
  camera: Camera;
  /** A click on a truck, or on none. */
  onPick: (truckId: string | null) => void;
  onCamera: (camera: Camera) => void;
};

const hitRadiusPx = 8;

/** Needs WebGL: throws where the browser has none. */
export function openLiveMap({ container, camera, onPick, onCamera }: Options): LiveMap {
  const map = new MapLibreMap({
    container,
    style: mapStyle(readMapPalette()),
    ...camera,
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

  const trucks = drawTrucks(
    (features) => sourceOf(map, 'trucks').setData(features),
    // What the map was last given, for whoever looks from outside.
    (count) => (container.dataset['trucks'] = String(count)),
  );
  const loaded = new Promise<void>((resolve) => map.once('load', () => resolve()));
  void loaded.then(() => {
    for (const [name, image] of drawTruckIcons(readMapPalette()))
      map.addImage(name, image, { pixelRatio: iconPixelRatio });
    trucks.start();
  });

  const trucksNear = ({ x, y }: { x: number; y: number }) =>
    map.queryRenderedFeatures(
      [
        [x - hitRadiusPx, y - hitRadiusPx],
        [x + hitRadiusPx, y + hitRadiusPx],
      ],
      { layers: [clickableTruckLayer] },
    );
  map.on('click', ({ point }) => {
    const id: unknown = trucksNear(point)[0]?.properties['id'];
    onPick(typeof id === 'string' ? id : null);
  });
  map.on('mouseenter', clickableTruckLayer, () => (map.getCanvas().style.cursor = 'pointer'));
  map.on('mouseleave', clickableTruckLayer, () => (map.getCanvas().style.cursor = ''));
  map.on('moveend', () => {
    const { lng, lat } = map.getCenter();
    onCamera({ center: [lng, lat], zoom: map.getZoom() });
  });

  return {
    show: trucks.show,
    showFences: (locations) => {
      void loaded.then(() => {
        void sourceOf(map, 'fences').setData(fences(locations));
        void sourceOf(map, 'fence-names').setData(fenceNames(locations));
      });
    },
    flyTo: ({ longitude, latitude }) => {
      const center: LngLatLike = [longitude, latitude];
      // Left of the middle, for the truck's panel lies over the right of the map.
      const offset: PointLike = [container.clientWidth * -0.14, 0];
      map.easeTo({ center, offset, zoom: Math.max(map.getZoom(), 12.5), duration: 700 });
    },
    repaint: () => void loaded.then(() => repaint(map)),
    close: () => {
      trucks.stop();
      map.remove();
    },
  };
}

type PaintProperty = [
  Parameters<MapLibreMap['setPaintProperty']>[1],
  Parameters<MapLibreMap['setPaintProperty']>[2],
];

/** The same map in the colours of the theme that is on now. */
function repaint(map: MapLibreMap): void {
  const palette = readMapPalette();
  for (const { id, paint } of mapLayers(palette))
    for (const [property, value] of Object.entries<unknown>(paint ?? {}))
      map.setPaintProperty(id, ...([property, value] as PaintProperty));
  for (const [name, image] of drawTruckIcons(palette)) map.updateImage(name, image);
}

function sourceOf(map: MapLibreMap, id: keyof StyleSpecification['sources']): GeoJSONSource {
  const source = map.getSource(String(id));
  if (!(source instanceof GeoJSONSource)) throw new TypeError(`The map has no data named ${id}`);
  return source;
}
