import { FileSpreadsheet, PackageOpen, Plus } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { ConnectionBadge } from '../components/connection-badge.js';
import { MoreButton } from '../components/more-button.js';
import { Button, buttonLook } from '../components/ui/button.js';
import { ChoiceRow } from '../components/ui/choice-row.js';
import { EmptyState, ErrorNotice } from '../components/ui/notice.js';
import { useShortcuts } from '../components/use-shortcuts.js';
import { RefreshButton } from '../components/refresh-button.js';
import { SavedViewsMenu } from '../features/trips/saved-views-menu.js';
import {
  isNarrowed,
  readTripFilter,
  writeTripFilter,
  type TripFilter,
} from '../features/trips/trip-filter.js';
import { TripFilterChips } from '../features/trips/trip-filter-chips.js';
import { TripKanban } from '../features/trips/trip-kanban.js';
import { TripTable } from '../features/trips/trip-table.js';
import { TripToolbar } from '../features/trips/trip-toolbar.js';
import { useTripPages } from '../features/trips/use-trip-pages.js';
import { useMe } from '../session/use-me.js';
import { useAddressRewrite } from './use-address.js';
import { usePageTitle } from './use-page-title.js';

const layoutOptions = [
  { value: 'table', label: 'Table' },
  { value: 'kanban', label: 'Board' },
] as const;
/** All trips, as a table or by stage, narrowed by what stands in the address. */
export function TripsPage() {
  usePageTitle('Trips');
  const [params, rewrite] = useAddressRewrite();
  const filter = readTripFilter(params);
  const me = useMe();
  const mayEnter = me !== null && me.role !== 'viewer';
  const navigate = useNavigate();
  const change = (part: Partial<TripFilter>): void =>
    rewrite((now) => writeTripFilter({ ...readTripFilter(now), ...part }));
  useShortcuts({
    j: { does: 'To the next trip', act: () => focusTrip(1) },
    k: { does: 'To the trip before', act: () => focusTrip(-1) },
    Enter: { does: 'Open the trip' },
    '/': { does: 'Search', act: () => document.querySelector<HTMLElement>('[role=searchbox]')?.focus() },
    ...(mayEnter && { n: { does: 'Enter a new trip', act: () => void navigate('/trips/new') } }),
  });

  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col bg-surface">
      <h1 className="sr-only">Trips</h1>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <TripToolbar filter={filter} onChange={change} />
        <div className="ml-auto flex items-center gap-2">
          <SavedViewsMenu search={writeTripFilter(filter).toString()} />
          <ChoiceRow
            label="Layout"
            value={filter.layout}
            options={layoutOptions}
            onChoose={(layout) => change({ layout })}
          />
          {mayEnter && (
            <>
              <Link to="/trips/import" className={buttonLook({ size: 'small', className: 'h-8' })}>
                <FileSpreadsheet aria-hidden />
                Import
              </Link>
              <Link
                to="/trips/new"
                className={buttonLook({ look: 'primary', size: 'small', className: 'h-8' })}
              >
                <Plus aria-hidden />
                New trip
              </Link>
            </>
          )}
        </div>
        <TripFilterChips filter={filter} onChange={change} />
      </div>
      {filter.layout === 'kanban' ? (
        <TripKanban filter={filter} />
      ) : (
        <TripList filter={filter} onShowAll={() => rewrite(() => new URLSearchParams())} />
      )}
    </main>
  );
}

function TripList({ filter, onShowAll }: { filter: TripFilter; onShowAll: () => void }) {
  const list = useTripPages(filter);
  const { pages, trips, newCount, loading, error, reload } = list;
  const narrowed = isNarrowed(filter);
  return (
    <>
      <div className="flex h-10 shrink-0 items-center gap-3 px-4 text-xs text-muted">
        <span role="status">{pages && `${trips.length}${pages.nextCursor === null ? '' : '+'} trips`}</span>
        {newCount > 0 && (
          <Button size="small" onClick={reload}>
            Show {newCount} new
          </Button>
        )}
        <div className="ml-auto flex items-center gap-3">
          <ConnectionBadge connection={list.connection} heardAtMs={list.heardAtMs} />
          <RefreshButton loading={loading} onRefresh={reload} />
        </div>
      </div>
      {error !== null && (
        <ErrorNotice
          title={pages ? 'What is shown may be out of date' : 'The trips could not be loaded'}
          error={error}
          onRetry={reload}
          className="m-4 mt-0"
        />
      )}
      {pages && trips.length === 0 && error === null ? (
        <EmptyState icon={PackageOpen} title={narrowed ? 'No trip matches' : 'There are no trips yet'}>
          {narrowed ? (
            <Button size="small" className="mt-2" onClick={onShowAll}>
              Show all trips
            </Button>
          ) : (
            'Trips appear here as soon as they are entered.'
          )}
        </EmptyState>
      ) : (
        (pages || error === null) && (
          <div
            className="min-h-0 flex-1 overflow-auto"
            tabIndex={0}
            role="region"
            aria-label="List of trips"
            aria-busy={loading}
          >
            <TripTable trips={trips} awaiting={loading} />
            <MoreButton list={list} />
          </div>
        )
      )}
    </>
  );
}

/** Puts the focus on the next trip, or the one before: Enter opens it, and it is scrolled into sight. */
function focusTrip(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-trip-link]')];
  const at = links.findIndex((link) => link === document.activeElement);
  links[Math.max(0, Math.min(at + step, links.length - 1))]?.focus();
}
