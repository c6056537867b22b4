import type { TripSummary } from '@watch-tower/contracts';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/call.js';
import { useLoaded } from '../../api/use-loaded.js';
import { ConnectionBadge } from '../../components/connection-badge.js';
import { Instant } from '../../components/instant.js';
import { stageNames, TripBadge } from '../../components/trip-badge.js';
import { Button } from '../../components/ui/button.js';
import { classNames } from '../../components/ui/class-names.js';
import { ErrorNotice } from '../../components/ui/notice.js';
import { useHeld } from '../../components/use-held.js';
import { useNow } from '../../components/use-now.js';
import { RefreshButton } from '../../components/refresh-button.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { holdTripBoard, stagesOf, tripBoardOf, type TripCard } from './trip-board.js';
import { isNarrowed, tripQueryOf, writeTripFilter, type TripFilter } from './trip-filter.js';
import { TripFlags } from './trip-flags.js';
import { mayBeAmong, withNews } from './trip-news.js';
import { useTripChanges } from './use-trip-changes.js';

const perAnswer = 200;

type Answer = { trips: TripSummary[]; isCut: boolean };

/** The trips that are to be done, a column for each stage; or those of the status or stage that is asked for. */
export function TripKanban({ filter }: { filter: TripFilter }) {
  const key = `kanban ${writeTripFilter(filter)}`;
  const nowMs = useNow(1_000);
  const { value, error, loading, reload } = useLoaded(key, (signal) => loadBoard(filter, signal));
  const { newest, connection, heardAtMs } = useTripChanges({
    leavesOpen: (trip) =>
      value?.trips.some(({ id }) => id === trip.id)
        ? value.isCut || isNarrowed(filter)
        : stagesOf(filter).includes(trip.stage) && mayBeAmong(tripQueryOf(filter, operatorTimeZone), trip),
    ask: reload,
    hasFailed: error !== null,
  });
  const board = useMemo(
    () => tripBoardOf(withNews(value?.trips ?? [], newest.values()), stagesOf(filter)),
    [value, newest, key],
  );
  const count = board.reduce((sum, { cards }) => sum + cards.length, 0);
  const { shown, waiting, handlers, release } = useHeld(board, key, nowMs, holdTripBoard);
  return (
    <>
      {error !== null && (
        <ErrorNotice
          title={value ? 'What is shown may be out of date' : 'The trips could not be loaded'}
          error={error}
          onRetry={reload}
          className="m-4 mb-0"
        />
      )}
      <div className="flex h-10 shrink-0 items-center gap-3 px-4 text-xs text-muted">
        <span role="status">
          {value && `${count}${value.isCut ? '+' : ''} trips`}
          {value?.isCut && `; only the ${perAnswer} newest of a status are shown`}
        </span>
        {waiting > 0 && (
          <Button size="small" onClick={release}>
            Show {waiting} {waiting === 1 ? 'change' : 'changes'}
          </Button>
        )}
        <div className="ml-auto flex items-center gap-3">
          <ConnectionBadge connection={connection} heardAtMs={heardAtMs} />
          <RefreshButton loading={loading} onRefresh={reload} />
        </div>
      </div>
      <div
        className="flex min-h-0 flex-1 items-start gap-3 overflow-auto px-4 pb-4"
        tabIndex={0}
        role="region"
        aria-label="Board of trips"
        aria-busy={loading}
        {...handlers}
      >
        {shown.map(({ stage, cards }) => (
          <section
            key={stage}
            aria-label={stageNames[stage]}
            data-stage={stage}
            className="w-64 shrink-0 rounded-xl border border-line bg-sunken p-2"
          >
            <h2 className="flex items-baseline justify-between px-1.5 pb-2 text-sm font-semibold">
              {stageNames[stage]}
              <span className="text-xs font-normal text-muted">{cards.length}</span>
            </h2>
            <ul className="space-y-2">
              {cards.map((card) => (
                <Card key={card.trip.id} card={card} isElsewhere={card.trip.stage !== stage} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

/** Without a status or stage: of the trips that are still to be done, whatever many have ended. */
async function loadBoard(filter: TripFilter, signal: AbortSignal): Promise<Answer> {
  const statuses =
    filter.status === null && filter.stage === null ? (['scheduled', 'ongoing'] as const) : [filter.status];
  const pages = await Promise.all(
    statuses.map((status) =>
      call('findTrips', {
        query: { ...tripQueryOf({ ...filter, status }, operatorTimeZone), limit: perAnswer },
        signal,
      }),
    ),
  );
  return {
    trips: pages.flatMap(({ items }) => items),
    isCut: pages.some(({ nextCursor }) => nextCursor !== null),
  };
}

function Card({ card: { trip, left }, isElsewhere }: { card: TripCard; isElsewhere: boolean }) {
  return (
    <li
      data-trip={trip.vpcId}
      className={classNames(
        'rounded-lg border border-line bg-surface p-2.5 text-sm shadow-xs',
        (left || isElsewhere) && 'border-dashed border-line-strong',
      )}
    >
      <Link
        to={`/trips/${trip.id}`}
        data-trip-link
        className="font-medium break-words text-accent underline-offset-4 hover:underline"
      >
        {trip.vpcId}
      </Link>
      <p className="text-xs text-muted">
        {trip.pickup.name ?? 'Unknown place'} → {trip.delivery.name ?? 'unknown place'}
      </p>
      <p className="mt-1 flex flex-wrap justify-between gap-x-2 text-xs">
        <span>{trip.truck ? (trip.truck.number ?? 'Unknown truck') : 'No truck'}</span>
        <Instant at={trip.actualDeparture ?? trip.scheduledDeparture} />
      </p>
      <div className="mt-1 flex flex-wrap gap-1 empty:hidden">
        {isElsewhere && <TripBadge status={trip.status} stage={trip.stage} />}
        <TripFlags trip={trip} />
      </div>
      {left && <p className="mt-1 text-xs text-muted">No longer among these</p>}
    </li>
  );
}
