import type { TripSummary } from '@watch-tower/contracts';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.js';
import { usePages } from '../../api/use-pages.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { tripQueryOf, writeTripFilter, type TripFilter } from './trip-filter.js';
import { countNew, mayBeAmong, withNews } from './trip-news.js';
import { useTripChanges } from './use-trip-changes.js';

const pageSize = 50;
const pageSizeMax = 200;

type Query = ReturnType<typeof tripQueryOf>;
type News = { key: string; items: readonly TripSummary[]; error: unknown };

/**
 * The trips of a filter, newest departure first, each as it is now. What would be in the list besides is counted and
 * shown on demand, so that nothing moves under the cursor.
 */
export function useTripPages(filter: TripFilter) {
  const key = `trips ${writeTripFilter({ ...filter, layout: 'table' })}`;
  const query = tripQueryOf(filter, operatorTimeZone);
  const list = usePages<TripSummary>(
    key,
    ({ cursor, signal }) => call('findTrips', { query: { ...query, limit: pageSize, cursor }, signal }),
    ({ id }) => id,
  );
  const listed = list.pages?.items ?? [];
  const hasMore = list.pages !== null && list.pages.nextCursor !== null;
  const news = useNews(key, query, Math.min(Math.max(listed.length, pageSize), pageSizeMax));
  const { newest, ...live } = useTripChanges({
    leavesOpen: (trip) =>
      mayBeAmong(query, trip) &&
      listed.every(({ id }) => id !== trip.id) &&
      !(hasMore && isAfter(trip, listed.at(-1))),
    ask: news.ask,
    hasFailed: news.error !== null,
  });
  const now = [...newest.values()];
  const wouldBeListed = withNews(news.items, now).filter((trip) => mayBeAmong(query, trip));
  return {
    ...list,
    ...live,
    trips: withNews(withNews(listed, news.items), now),
    newCount: list.pages ? countNew(listed, wouldBeListed) : 0,
    error: list.error ?? news.error,
    reload: () => {
      news.forget();
      list.reload();
    },
  };
}

/** In the order of the list. */
const isAfter = (trip: TripSummary, last: TripSummary | undefined): boolean =>
  last !== undefined && Date.parse(trip.scheduledDeparture) < Date.parse(last.scheduledDeparture);

/** The first `limit` trips of a query, as they were when last asked for. */
function useNews(key: string, query: Query, limit: number) {
  const nothing: News = { key, items: [], error: null };
  const [news, setNews] = useState(nothing);
  const aborter = useRef(new AbortController());
  const forget = (): void => {
    aborter.current.abort();
    setNews(nothing);
  };
  const ask = (): void => {
    aborter.current.abort();
    const { signal } = (aborter.current = new AbortController());
    call('findTrips', { query: { ...query, limit }, signal }).then(
      ({ items }) => {
        if (!signal.aborted) setNews({ key, items, error: null });
      },
      (error: unknown) => {
        if (!signal.aborted) setNews((was) => ({ ...(was.key === key ? was : nothing), error }));
      },
    );
  };
  useEffect(() => () => aborter.current.abort(), [key]);
  return { ...(news.key === key ? news : nothing), ask, forget };
}
