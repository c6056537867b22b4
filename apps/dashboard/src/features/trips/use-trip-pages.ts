import type { TripSummary } from '@watch-tower/contracts';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.js';
import { usePages } from '../../api/use-pages.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { tripQueryOf, writeTripFilter, type TripFilter } from './trip-filter.js';
import { countNew, withNews } from './trip-news.js';

const pageSize = 50;
const pageSizeMax = 200;
const newsEveryMs = 10_000;

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
  const news = useNews(key, query, Math.min(Math.max(listed.length, pageSize), pageSizeMax));
  return {
    ...list,
    trips: withNews(listed, news.items),
    newCount: list.pages ? countNew(listed, news.items) : 0,
    error: list.error ?? news.error,
  };
}

/** The first `limit` trips of a query, asked for again and again while the page is visible. */
function useNews(key: string, query: ReturnType<typeof tripQueryOf>, limit: number): News {
  const [news, setNews] = useState<News>({ key, items: [], error: null });
  const latest = useRef({ query, limit });
  latest.current = { query, limit };
  useEffect(() => {
    const aborter = new AbortController();
    const ask = (): void => {
      if (document.visibilityState === 'hidden') return;
      const { query: now, limit: rows } = latest.current;
      call('findTrips', { query: { ...now, limit: rows }, signal: aborter.signal }).then(
        ({ items }) => setNews({ key, items, error: null }),
        (error: unknown) => {
          if (!aborter.signal.aborted) setNews((was) => ({ ...was, key, error }));
        },
      );
    };
    const timer = setInterval(ask, newsEveryMs);
    return () => {
      clearInterval(timer);
      aborter.abort();
    };
  }, [key]);
  return news.key === key ? news : { key, items: [], error: null };
}
