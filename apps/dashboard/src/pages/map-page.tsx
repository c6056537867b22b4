import type { LocationView } from '@watch-tower/contracts';
import { History } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLoaded } from '../api/use-loaded.js';
import { ConnectionBadge } from '../components/connection-badge.js';
import { stageNames } from '../components/trip-badge.js';
import { Button } from '../components/ui/button.js';
import { classNames } from '../components/ui/class-names.js';
import { ErrorNotice } from '../components/ui/notice.js';
import { loadLocations } from '../features/locations/load-locations.js';
import type { LiveTrucks } from '../features/live-trucks/live-trucks.js';
import { useCalmTrucks, useLiveTrucks, watchFleet } from '../features/live-trucks/live-trucks-store.js';
import { PastBanner } from '../features/time-travel/past-banner.js';
import { notesOf } from '../features/time-travel/past-fleet.js';
import {
  firstMoment,
  readMoment,
  trackPathAround,
  writeMoment,
  type PastMoment,
} from '../features/time-travel/past-moment.js';
import { TimeTravelBar } from '../features/time-travel/time-travel-bar.js';
import { TripThen } from '../features/time-travel/trip-then.js';
import { usePastFleet } from '../features/time-travel/use-past-fleet.js';
import { findInFleet } from '../features/truck-list/find-in-fleet.js';
import { useFleetFilter } from '../features/truck-list/fleet-filter-store.js';
import { TruckList } from '../features/truck-list/truck-list.js';
import { TruckMap } from '../features/truck-map/truck-map.js';
import { CurrentTrip } from '../features/truck-panel/current-trip.js';
import { TruckPanel } from '../features/truck-panel/truck-panel.js';
import { useAddress, useAddressRewrite } from './use-address.js';
import { usePageTitle } from './use-page-title.js';

const listEveryMs = 500;
const noLocations: LocationView[] = [];
const noTrucks: LiveTrucks = new Map();

/**
 * The fleet now, or at a moment of the past. Which truck is selected and which moment is looked at stand in the
 * address, so that they can be sent to a colleague.
 */
export function MapPage() {
  const [params, change] = useAddress();
  const [, rewrite] = useAddressRewrite();
  const moment = useMoment(params);
  usePageTitle(moment ? 'The past' : 'Live map');
  useEffect(watchFleet, []);
  const live = useCalmTrucks(listEveryMs);
  const { connection, heardAtMs, refusal } = useLiveTrucks();
  const past = usePastFleet(moment);
  const shownAtMs = moment && (past.value?.atMs ?? moment.atMs);
  const trucks = moment ? (past.value?.trucks ?? noTrucks) : live;
  const notes = useMemo(() => past.value && notesOf(past.value, stageNames), [past.value]);
  const { text, motion, order } = useFleetFilter();
  const found = useMemo(() => findInFleet(trucks, { text, motion, order }), [trucks, text, motion, order]);
  const locations = useLoaded('locations', loadLocations);

  const selectedId = params.get('truck');
  const [target, setTarget] = useState<{ longitude: number; latitude: number } | null>(null);
  const pick = (truckId: string | null): void => change('truck', truckId);
  const centreOn = (truckId: string): void => {
    const truck = trucks.get(truckId);
    if (truck) setTarget({ longitude: truck.longitude, latitude: truck.latitude });
  };
  const select = (truckId: string): void => {
    pick(truckId);
    centreOn(truckId);
  };
  const travelTo = useCallback(
    (next: PastMoment | null) => rewrite((now) => writeMoment(now, next)),
    [rewrite],
  );

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
    () => ({
      selectedId,
      found: filtered ? new Set(found.map(({ truckId }) => truckId)) : null,
      past: shownAtMs === null ? null : { atMs: shownAtMs, trucks },
    }),
    // What is live the map reads by itself, faster than this page is drawn.
    [selectedId, found, filtered, shownAtMs, shownAtMs === null ? null : trucks],
  );

  return (
    <main id="main" className="flex min-h-0 flex-1">
      <h1 className="sr-only">{moment ? 'The fleet in the past' : 'Live map'}</h1>
      <aside className="flex w-64 shrink-0 flex-col border-r border-line bg-surface lg:w-80">
        <TruckList
          trucks={trucks}
          found={found}
          known={moment ? past.value !== null || past.error !== null : heardAtMs !== null}
          atMs={shownAtMs}
          notes={notes}
          selectedId={selectedId}
          onSelect={select}
        />
      </aside>
      <div className="relative min-w-0 flex-1" data-testid="shown" data-shown-at={shownAtMs ?? 'live'}>
        <TruckMap view={view} locations={locations.value ?? noLocations} target={target} onPick={pick} />
        <div
          className={classNames(
            'pointer-events-none absolute inset-x-3 top-3 flex items-start justify-between gap-3',
            moment ? 'bottom-40' : 'bottom-3',
          )}
        >
          <div className="flex max-w-sm flex-col items-start gap-2 *:pointer-events-auto">
            {moment ? (
              <PastBanner moment={moment} onLive={() => travelTo(null)} />
            ) : (
              <div className="flex items-center gap-3 rounded-lg border border-line bg-surface py-1 pr-1 pl-3 shadow-card">
                <ConnectionBadge connection={connection} heardAtMs={heardAtMs} />
                <Button look="ghost" size="small" onClick={() => travelTo(firstMoment(Date.now()))}>
                  <History aria-hidden />
                  Time travel
                </Button>
              </div>
            )}
            {refusal !== null && !moment && (
              <ErrorNotice title="The server does not show the fleet" error={`It answered: ${refusal}`} />
            )}
            {past.error !== null && (
              <ErrorNotice
                title="The fleet of then could not be loaded"
                error={past.error}
                onRetry={past.reload}
              />
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
                atMs={shownAtMs}
                trackPath={
                  moment ? trackPathAround(selectedId, moment.atMs, Date.now()) : `/trucks/${selectedId}`
                }
                onCentre={() => centreOn(selectedId)}
                onClose={() => pick(null)}
              >
                {moment ? (
                  <TripThen moment={moment} truck={past.value?.then.get(selectedId)} waiting={past.loading} />
                ) : (
                  <CurrentTrip truckId={selectedId} motion={trucks.get(selectedId)?.motion} />
                )}
              </TruckPanel>
            </div>
          )}
        </div>
        {moment && (
          <div className="absolute inset-x-14 bottom-9 mx-auto max-w-2xl">
            <TimeTravelBar
              moment={moment}
              waiting={past.loading}
              failed={past.error !== null}
              onMove={travelTo}
            />
          </div>
        )}
      </div>
    </main>
  );
}

/** The same object for as long as the address says the same. */
function useMoment(params: URLSearchParams): PastMoment | null {
  const [at, known] = [params.get('at'), params.get('known')];
  return useMemo(() => readMoment(params), [at, known]);
}
