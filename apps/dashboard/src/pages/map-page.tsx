import type { LocationView } from '@watch-tower/contracts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useLoaded } from '../api/use-loaded.js';
import { ConnectionBadge } from '../components/connection-badge.js';
import { ErrorNotice } from '../components/ui/notice.js';
import { loadLocations } from '../features/locations/load-locations.js';
import { useCalmTrucks, useLiveTrucks, watchFleet } from '../features/live-trucks/live-trucks-store.js';
import { findInFleet } from '../features/truck-list/find-in-fleet.js';
import { useFleetFilter } from '../features/truck-list/fleet-filter-store.js';
import { TruckList } from '../features/truck-list/truck-list.js';
import { TruckMap } from '../features/truck-map/truck-map.js';
import { TruckPanel } from '../features/truck-panel/truck-panel.js';
import { usePageTitle } from './use-page-title.js';

const listEveryMs = 500;
const noLocations: LocationView[] = [];

/** The fleet now. Which truck is selected stands in the address, so that it can be sent to a colleague. */
export function MapPage() {
  usePageTitle('Live map');
  useEffect(watchFleet, []);
  const trucks = useCalmTrucks(listEveryMs);
  const { connection, heardAtMs, refusal } = useLiveTrucks();
  const { text, motion, order } = useFleetFilter();
  const found = useMemo(() => findInFleet(trucks, { text, motion, order }), [trucks, text, motion, order]);
  const locations = useLoaded('locations', loadLocations);

  const [params, setParams] = useSearchParams();
  const selectedId = params.get('truck');
  const [target, setTarget] = useState<{ longitude: number; latitude: number } | null>(null);
  const pick = useCallback(
    (truckId: string | null) => setParams(truckId === null ? {} : { truck: truckId }, { replace: true }),
    [setParams],
  );
  const close = useCallback(() => pick(null), [pick]);
  const centreOn = (truckId: string): void => {
    const truck = useLiveTrucks.getState().trucks.get(truckId);
    if (truck) setTarget({ longitude: truck.longitude, latitude: truck.latitude });
  };
  const select = (truckId: string): void => {
    pick(truckId);
    centreOn(truckId);
  };

  // A truck named in the address is shown in the middle once it is known.
  const knowsSelected = selectedId !== null && trucks.has(selectedId);
  const [arrivedWith, setArrivedWith] = useState(selectedId);
  useEffect(() => {
    if (!knowsSelected || arrivedWith === null) return;
    setArrivedWith(null);
    centreOn(arrivedWith);
  }, [knowsSelected, arrivedWith]);

  const filtered = text !== '' || motion !== null;
  const view = useMemo(
    () => ({ selectedId, found: filtered ? new Set(found.map(({ truckId }) => truckId)) : null }),
    [selectedId, found, filtered],
  );

  return (
    <main id="main" className="flex min-h-0 flex-1">
      <h1 className="sr-only">Live map</h1>
      <aside className="flex w-64 shrink-0 flex-col border-r border-line bg-surface lg:w-80">
        <TruckList
          trucks={trucks}
          found={found}
          known={heardAtMs !== null}
          selectedId={selectedId}
          onSelect={select}
        />
      </aside>
      <div className="relative min-w-0 flex-1">
        <TruckMap view={view} locations={locations.value ?? noLocations} target={target} onPick={pick} />
        <div className="pointer-events-none absolute inset-3 flex items-start justify-between gap-3">
          <div className="flex max-w-sm flex-col items-start gap-2 *:pointer-events-auto">
            <div className="rounded-lg border border-line bg-surface px-3 py-2 shadow-card">
              <ConnectionBadge connection={connection} heardAtMs={heardAtMs} />
            </div>
            {refusal !== null && (
              <ErrorNotice title="The server does not show the fleet" error={`It answered: ${refusal}`} />
            )}
            {locations.error !== null && (
              <ErrorNotice
                title="The places could not be loaded"
                error={locations.error}
                onRetry={locations.reload}
              />
            )}
          </div>
          {selectedId !== null && (
            <div className="pointer-events-auto max-h-full w-[21rem] max-w-[60%] shrink-0">
              <TruckPanel
                key={selectedId}
                truckId={selectedId}
                truck={trucks.get(selectedId) ?? null}
                onCentre={() => centreOn(selectedId)}
                onClose={close}
              />
            </div>
          )}
        </div>
      </div>
    </main>
  );
}
