import type { LocationView } from '@watch-tower/contracts';
import { useEffect, useRef, useState } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { ErrorNotice } from '../../components/ui/notice.js';
import { useTheme } from '../../settings/theme.js';
import { openLiveMap, type Camera, type LiveMap } from './live-map.js';
import type { MapView } from './truck-features.js';

/** Where the map was left, so that it is found there again; at first Lagos and the road to Ibadan. */
let lastCamera: Camera = { center: [3.42, 6.655], zoom: 9.75 };

type TruckMapProps = {
  view: MapView;
  locations: readonly LocationView[];
  /** Comes to the middle whenever it is another object. */
  target: { longitude: number; latitude: number } | null;
  onPick: (truckId: string | null) => void;
};

export function TruckMap({ view, locations, target, onPick }: TruckMapProps) {
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<LiveMap | null>(null);
  const [error, setError] = useState<unknown>(null);
  const theme = useTheme(({ theme: now }) => now);
  const pick = useRef(onPick);
  pick.current = onPick;

  useEffect(() => {
    if (!container.current) return undefined;
    try {
      const opened = openLiveMap({
        container: container.current,
        camera: lastCamera,
        onPick: (truckId) => pick.current(truckId),
        onCamera: (camera) => {
          lastCamera = camera;
        },
      });
      setMap(opened);
      return () => {
        setMap(null);
        opened.close();
      };
    } catch (cause) {
      setError(cause);
      return undefined;
    }
  }, []);

  useEffect(() => map?.show(view), [map, view]);
  useEffect(() => map?.showFences(locations), [map, locations]);
  useEffect(() => {
    if (target) map?.flyTo(target);
  }, [map, target]);
  useEffect(() => map?.repaint(), [map, theme]);

  return (
    <>
      <div className="absolute inset-0">
        <div ref={container} data-testid="map" className="size-full" />
      </div>
      {error !== null && (
        <div className="absolute inset-0 grid place-items-center bg-ground p-6">
          <ErrorNotice title="The map cannot be drawn in this browser" error={error} className="max-w-md" />
        </div>
      )}
    </>
  );
}
