import { useEffect, useRef, useState, type RefObject } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { ErrorNotice } from '../components/ui/notice.js';
import { useTheme } from '../settings/theme.js';

type Drawn = { repaint: () => void; close: () => void };

/** A map that lives as long as the component, and follows the theme; `error` where the browser cannot draw one. */
export function useMap<Map extends Drawn>(
  open: (container: HTMLElement) => Map,
): { container: RefObject<HTMLDivElement | null>; map: Map | null; error: unknown } {
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<Map | null>(null);
  const [error, setError] = useState<unknown>(null);
  const theme = useTheme(({ theme: now }) => now);
  const latestOpen = useRef(open);

  useEffect(() => {
    if (!container.current) return undefined;
    try {
      const opened = latestOpen.current(container.current);
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
  useEffect(() => map?.repaint(), [map, theme]);
  return { container, map, error };
}

/** Fills its positioned parent with the map, or says why there is none. */
export function MapFrame({
  container,
  error,
}: {
  container: RefObject<HTMLDivElement | null>;
  error: unknown;
}) {
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
