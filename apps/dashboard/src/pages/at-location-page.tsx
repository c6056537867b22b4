import type { TruckAtLocation } from '@watch-tower/contracts';
import { Warehouse } from 'lucide-react';
import { useRef } from 'react';
import { call } from '../api/call.js';
import { loadAll } from '../api/load-all.js';
import { useLoaded } from '../api/use-loaded.js';
import { SearchAsYouType } from '../components/search-as-you-type.js';
import { ChoiceRow } from '../components/ui/choice-row.js';
import { Awaited, EmptyState, ErrorNotice } from '../components/ui/notice.js';
import { useNow } from '../components/use-now.js';
import { PlaceCard } from '../features/at-location/board-column.js';
import { toBoard } from '../features/at-location/board.js';
import { locationTypeNames, locationTypes } from '../features/locations/location-types.js';
import { useAddress } from './use-address.js';
import { usePageTitle } from './use-page-title.js';

const everyMs = 15_000;
const pageSize = 200;
const typeOptions = [
  { value: 'any', label: 'All' } as const,
  ...locationTypes.map((value) => ({ value, label: locationTypeNames[value].many })),
];

/** Who is where now: the trucks at places, by type and place, since when, and when last seen. */
export function AtLocationPage() {
  usePageTitle('At location');
  const [params, change] = useAddress();
  const type = locationTypes.find((one) => one === params.get('type')) ?? null;
  const text = params.get('text') ?? '';
  const present = useLoaded<TruckAtLocation[]>(
    `at-location ${type}`,
    (signal) =>
      loadAll((cursor) =>
        call('findTrucksAtLocations', {
          query: { type: type ?? undefined, limit: pageSize, cursor },
          signal,
        }),
      ),
    everyMs,
  );
  const nowMs = useNow(1_000);
  const hover = useHeldWhileHovered(present.value);
  const board = toBoard((hover.held ?? []).filter((truck) => matches(truck, text)));

  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col" aria-busy={present.loading}>
      <h1 className="sr-only">Trucks at locations</h1>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-3">
        <SearchAsYouType
          label="Search by place or truck number"
          placeholder="Place or truck"
          text={text}
          onChange={(typed) => change('text', typed)}
        />
        <ChoiceRow
          label="Type of place"
          value={type ?? 'any'}
          options={typeOptions}
          onChoose={(value) => change('type', value === 'any' ? null : value)}
        />
        <p role="status" className="ml-auto text-xs text-muted">
          {present.value && `${new Set(present.value.map(({ truckId }) => truckId)).size} trucks at places`}
        </p>
      </div>
      {present.error !== null && (
        <ErrorNotice
          title={present.value ? 'What is shown may be out of date' : 'Who is where could not be loaded'}
          error={present.error}
          onRetry={present.reload}
          className="m-4 mb-0"
        />
      )}
      <div
        className="min-h-0 flex-1 space-y-6 overflow-y-auto p-4 sm:p-6"
        tabIndex={0}
        role="region"
        aria-label="Board"
        {...hover.handlers}
      >
        {!present.value && present.error === null && <Awaited className="h-64 rounded-xl" />}
        {present.value && board.length === 0 && (
          <EmptyState icon={Warehouse} title={text === '' ? 'No truck is at a place' : 'Nothing matches'}>
            A truck stands here from its first fix inside of a fence on.
          </EmptyState>
        )}
        {board.map(({ type: ofType, places, trucks }) => (
          <section key={ofType} aria-label={ofType ? locationTypeNames[ofType].many : 'Other places'}>
            <h2 className="mb-2.5 flex items-baseline gap-2 text-sm font-semibold">
              {ofType ? locationTypeNames[ofType].many : 'Not known yet'}
              <span className="font-normal text-muted">
                {trucks} {trucks === 1 ? 'truck' : 'trucks'}
              </span>
            </h2>
            <div className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
              {places.map((place) => (
                <PlaceCard key={place.id} place={place} nowMs={nowMs} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </main>
  );
}

const matches = ({ truckNumber, locationName }: TruckAtLocation, text: string): boolean => {
  const bare = (words: string | null): string => (words ?? '').toLowerCase().replaceAll(/[\s-]/g, '');
  return bare(truckNumber).includes(bare(text)) || bare(locationName).includes(bare(text));
};

/** What is shown stays as it is while somebody points at it; the news come when they look elsewhere. */
function useHeldWhileHovered<Value>(latest: Value | null) {
  const hovered = useRef(false);
  const held = useRef(latest);
  if (!hovered.current || held.current === null) held.current = latest;
  return {
    held: held.current,
    handlers: {
      onMouseMove: () => (hovered.current = true),
      onMouseLeave: () => (hovered.current = false),
    },
  };
}
