import type { TripStatus } from '@watch-tower/contracts';
import { PackageOpen, RefreshCw, X } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { MoreButton } from '../components/more-button.js';
import { SearchAsYouType } from '../components/search-as-you-type.js';
import { Button } from '../components/ui/button.js';
import { ChoiceRow } from '../components/ui/choice-row.js';
import { classNames } from '../components/ui/class-names.js';
import { EmptyState, ErrorNotice } from '../components/ui/notice.js';
import {
  readTripFilter,
  tripStatuses,
  writeTripFilter,
  type TripFilter,
} from '../features/trips/trip-filter.js';
import { TripTable } from '../features/trips/trip-table.js';
import { useTripPages } from '../features/trips/use-trip-pages.js';
import { usePageTitle } from './use-page-title.js';

const statusNames: Record<TripStatus, string> = {
  scheduled: 'Scheduled',
  ongoing: 'Ongoing',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
};
const statusOptions = [
  { value: 'any', label: 'All' } as const,
  ...tripStatuses.map((value) => ({ value, label: statusNames[value] })),
];

/** All trips, narrowed by what stands in the address. */
export function TripsPage() {
  usePageTitle('Trips');
  const [params, setParams] = useSearchParams();
  const filter = readTripFilter(params);
  const list = useTripPages(filter);
  const { pages, loading, error, reload } = list;
  const change = (part: Partial<TripFilter>): void =>
    setParams((now) => writeTripFilter({ ...readTripFilter(now), ...part }), { replace: true });
  const narrowed = params.size > 0;

  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col bg-surface" aria-busy={loading}>
      <h1 className="sr-only">Trips</h1>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <SearchAsYouType
          label="Search trips by trip id, container or truck number"
          placeholder="Trip, container or truck"
          text={filter.text}
          onChange={(text) => change({ text })}
        />
        <ChoiceRow
          label="Status"
          value={filter.status ?? 'any'}
          options={statusOptions}
          onChoose={(value) => change({ status: value === 'any' ? null : value })}
        />
        {filter.truckId !== null && (
          <Button size="small" className="h-8" onClick={() => change({ truckId: null })}>
            One truck only
            <X aria-hidden />
            <span className="sr-only">: show the trips of all trucks</span>
          </Button>
        )}
        <div className="ml-auto flex items-center gap-3 text-xs text-muted">
          <span role="status">
            {pages && `${pages.items.length}${pages.nextCursor === null ? '' : '+'} trips`}
          </span>
          <Button size="small" className="h-8" onClick={reload}>
            <RefreshCw aria-hidden className={classNames(loading && 'animate-spin')} />
            Refresh
          </Button>
        </div>
      </div>
      {error !== null && (
        <ErrorNotice title="The trips could not be loaded" error={error} onRetry={reload} className="m-4" />
      )}
      {pages && pages.items.length === 0 && error === null ? (
        <EmptyState icon={PackageOpen} title={narrowed ? 'No trip matches' : 'There are no trips yet'}>
          {narrowed ? (
            <Button size="small" className="mt-2" onClick={() => setParams({}, { replace: true })}>
              Show all trips
            </Button>
          ) : (
            'Trips appear here as soon as they are entered.'
          )}
        </EmptyState>
      ) : (
        (pages || error === null) && (
          <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label="List of trips">
            <TripTable trips={pages?.items ?? []} awaiting={loading} />
            <MoreButton list={list} />
          </div>
        )
      )}
    </main>
  );
}
