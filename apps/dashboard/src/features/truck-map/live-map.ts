import type { LocationView } from '@watch-tower/contracts';
import type { LngLatLike, PointLike } from 'maplibre-gl';
import { readMapPalette } from '../../map/map-palette.js';
import { noFeatures } from '../../map/map-style.js';
import { openMap, type Camera } from '../../map/open-map.js';
import { fenceNames, fences } from '../locations/fence-features.js';
import { drawTrucks } from './draw-trucks.js';
import type { MapView } from './truck-features.js';
import { drawTruckIcons, iconPixelRatio } from './truck-icons.js';
import { clickableTruckLayer, truckLayers } from './truck-layers.js';

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
  const { map, loaded, setData, repaint, close } = openMap({
    container,
    camera,
    // Points need no simplification, and no buffer beyond an icon's reach.
    sources: { trucks: { ...noFeatures, tolerance: 0, buffer: 32, maxzoom: 12 } },
    layers: truckLayers,
  });
  const trucks = drawTrucks(
    (features) => setData('trucks', features),
    // What the map was last given, for whoever looks from outside.
    (count) => (container.dataset['trucks'] = String(count)),
  );
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
      void setData('fences', fences(locations));
      void setData('fence-names', fenceNames(locations));
    },
    flyTo: ({ longitude, latitude }) => {
      const center: LngLatLike = [longitude, latitude];
      // Left of the middle, for the truck's panel lies over the right of the map.
      const offset: PointLike = [container.clientWidth * -0.14, 0];
      map.easeTo({ center, offset, zoom: Math.max(map.getZoom(), 12.5), duration: 700 });
    },
    repaint: () => {
      repaint();
      void loaded.then(() => {
        for (const [name, image] of drawTruckIcons(readMapPalette())) map.updateImage(name, image);
      });
    },
    close: () => {
      trucks.stop();
      close();
    },
  };
}
