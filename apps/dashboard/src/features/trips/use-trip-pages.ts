import { useState } from 'react';
import { call } from '../../api/call.js';
import { useLoaded } from '../../api/use-loaded.js';
import { tripQueryOf, writeTripFilter, type TripFilter } from './trip-filter.js';
import { withNextPage, type TripPages } from './trip-pages.js';

const pageSize = 50;

type More = { of: TripPages; pages: TripPages; waiting: boolean; error: unknown };

/** The trips of a filter, and further pages on demand. A reload begins again at the first page. */
export function useTripPages(filter: TripFilter) {
  const first = useLoaded<TripPages>(`trips ${writeTripFilter(filter)}`, async (signal) => {
    const page = await call('findTrips', { query: { ...tripQueryOf(filter), limit: pageSize }, signal });
    return { trips: page.items, nextCursor: page.nextCursor };
  });
  const [more, setMore] = useState<More | null>(null);
  // Further pages belong to the first page they were read after, and are forgotten with it.
  const further = more && more.of === first.value ? more : null;
  const pages = further?.pages ?? first.value;

  const loadMore = (): void => {
    const of = first.value;
    if (!of || !pages || pages.nextCursor === null || further?.waiting) return;
    const query = { ...tripQueryOf(filter), limit: pageSize, cursor: pages.nextCursor };
    const settle = (result: Omit<More, 'of'>): void =>
      setMore((was) => (was?.of === of ? { of, ...result } : was));
    setMore({ of, pages, waiting: true, error: null });
    call('findTrips', { query }).then(
      (page) => settle({ pages: withNextPage(pages, page), waiting: false, error: null }),
      (error: unknown) => settle({ pages, waiting: false, error }),
    );
  };

  return {
    pages,
    loading: first.loading,
    error: first.error,
    reload: first.reload,
    loadMore,
    loadingMore: further?.waiting ?? false,
    moreError: further?.error ?? null,
  };
}
