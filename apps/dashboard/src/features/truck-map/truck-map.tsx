import type { LocationView } from '@watch-tower/contracts';
import { useEffect, useRef } from 'react';
import { wholeRegion } from '../../map/open-map.js';
import { MapFrame, useMap } from '../../map/use-map.js';
import { openLiveMap } from './live-map.js';
import type { MapView } from './truck-features.js';

/** Where the map was left, so that it is found there again. */
let lastCamera = wholeRegion;

type TruckMapProps = {
  view: MapView;
  locations: readonly LocationView[];
  /** Comes to the middle whenever it is another object. */
  target: { longitude: number; latitude: number } | null;
  onPick: (truckId: string | null) => void;
};

export function TruckMap({ view, locations, target, onPick }: TruckMapProps) {
  const pick = useRef(onPick);
  pick.current = onPick;
  const { container, map, error } = useMap((element) =>
    openLiveMap({
      container: element,
      camera: lastCamera,
      onPick: (truckId) => pick.current(truckId),
      onCamera: (camera) => {
        lastCamera = camera;
      },
    }),
  );

  useEffect(() => map?.show(view), [map, view]);
  useEffect(() => map?.showFences(locations), [map, locations]);
  useEffect(() => {
    if (target) map?.flyTo(target);
  }, [map, target]);

  return <MapFrame container={container} error={error} />;
}
