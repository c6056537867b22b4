import { MapPin, SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { useLoaded } from '../api/use-loaded.js';
import { Button } from '../components/ui/button.js';
import { ChoiceRow } from '../components/ui/choice-row.js';
import { SearchField } from '../components/ui/field.js';
import { Awaited, EmptyState, ErrorNotice } from '../components/ui/notice.js';
import { useHeld } from '../components/use-held.js';
import { useNow } from '../components/use-now.js';
import { RefreshButton } from '../components/refresh-button.js';
import {
  readAtLocationFilter,
  writeAtLocationFilter,
  type AtLocationFilter,
} from '../features/at-location/at-location-filter.js';
import { locationTypeNames, locationTypes } from '../features/locations/location-types.js';
import { BoardGroups } from '../features/at-location/board-groups.js';
import { boardOf, countByType, countElsewhere } from '../features/at-location/board.js';
import { holdBoard } from '../features/at-location/held-board.js';
import { loadFleet, loadTrucksAtLocations } from '../features/at-location/load-at-location.js';
import { counted } from '../format/quantities.js';
import { useAddressRewrite } from './use-address.js';
import { usePageTitle } from './use-page-title.js';

const refreshMs = 15_000;
const fleetRefreshMs = 300_000;

/** Who is where now, by the visits that are open. */
export function AtLocationPage() {
  usePageTitle('At location');
  const [params, rewrite] = useAddressRewrite();
  const filter = readAtLocationFilter(params);
  const nowMs = useNow(1_000);
  const { value, error, loading, reload } = useLoaded('at-location', loadTrucksAtLocations, refreshMs);
  const { value: fleet } = useLoaded('fleet', loadFleet, fleetRefreshMs);
  const key = writeAtLocationFilter(filter).toString();
  const newest = useMemo(() => boardOf(value?.trucks ?? [], filter, value?.atMs ?? 0), [value, key]);
  const { shown: board, waiting, handlers, release } = useHeld(newest, key, nowMs, holdBoard);
  const trucks = value?.trucks ?? [];
  const counts = countByType(trucks, filter.text);
  const others = fleet && value && countElsewhere(fleet, trucks);
  const change = (part: Partial<AtLocationFilter>): void =>
    rewrite((now) => writeAtLocationFilter({ ...readAtLocationFilter(now), ...part }));

  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col" aria-busy={loading}>
      <h1 className="sr-only">Trucks at locations</h1>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-3">
        <SearchField
          label="Search by truck number or place"
          placeholder="Truck or place"
          value={filter.text}
          onChange={(text) => change({ text })}
          className="w-full sm:w-64"
        />
        <ChoiceRow
          label="Type of place"
          value={filter.type ?? 'any'}
          options={[
            { value: 'any', label: <Choice name="All" count={counts.all} /> } as const,
            ...locationTypes.map((type) => ({
              value: type,
              label: <Choice name={locationTypeNames[type].many} count={counts[type]} />,
            })),
          ]}
          onChoose={(type) => change({ type: type === 'any' ? null : type })}
          className="max-w-full overflow-x-auto"
        />
        <div className="ml-auto flex items-center gap-3 text-xs text-muted">
          {waiting > 0 && (
            <Button size="small" className="h-8" onClick={release}>
              Show {waiting} new
            </Button>
          )}
          {others && (
            <span role="status" title="Trucks that were seen but are inside no place are not shown here">
              {counted(others.elsewhere, 'truck')} elsewhere
              {others.unseen > 0 && `, ${others.unseen} never seen`}
            </span>
          )}
          <RefreshButton loading={loading} className="h-8" onRefresh={reload} />
        </div>
      </div>
      {error !== null && (
        <ErrorNotice
          title={value ? 'What is shown may be out of date' : 'The board could not be loaded'}
          error={error}
          onRetry={reload}
          className="m-4 mb-0"
        />
      )}
      <div
        className="min-h-0 flex-1 overflow-auto"
        tabIndex={0}
        role="region"
        aria-label="Board"
        {...handlers}
      >
        {value === null && error === null && <AwaitedBoard />}
        {value && board.length === 0 && (
          <NothingHere narrowed={params.size > 0} onShowAll={() => rewrite(() => new URLSearchParams())} />
        )}
        <BoardGroups board={board} nowMs={nowMs} />
      </div>
    </main>
  );
}

function Choice({ name, count }: { name: string; count: number }) {
  return (
    <>
      {name} <span className="font-normal text-muted">{count}</span>
    </>
  );
}

function NothingHere({ narrowed, onShowAll }: { narrowed: boolean; onShowAll: () => void }) {
  return narrowed ? (
    <EmptyState icon={SearchX} title="No truck at a place matches">
      <Button size="small" className="mt-2" onClick={onShowAll}>
        Show all places
      </Button>
    </EmptyState>
  ) : (
    <EmptyState icon={MapPin} title="No truck is at a place">
      All trucks are on the road or have not been seen, or no place has a fence yet. A truck appears here with
      its first position inside a fence.
    </EmptyState>
  );
}

function AwaitedBoard() {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17.5rem),1fr))] gap-3 px-4 pt-14">
      {Array.from({ length: 6 }, (_, column) => (
        <div key={column} className="space-y-3 rounded-xl border border-line bg-surface p-3">
          <Awaited className="h-4 w-36" />
          <Awaited className="h-3 w-full" />
          <Awaited className="h-3 w-24" />
        </div>
      ))}
    </div>
  );
}
