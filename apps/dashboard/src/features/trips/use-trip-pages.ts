import type { TripSummary } from '@watch-tower/contracts';
import { call } from '../../api/call.js';
import { usePages } from '../../api/use-pages.js';
import { tripQueryOf, writeTripFilter, type TripFilter } from './trip-filter.js';

const pageSize = 50;

/** The trips of a filter, newest departure first. */
export function useTripPages(filter: TripFilter) {
  return usePages<TripSummary>(
    `trips ${writeTripFilter(filter)}`,
    ({ cursor, signal }) =>
      call('findTrips', {
        query: { ...tripQueryOf(filter), limit: pageSize, cursor },
        signal,
      }),
    ({ id }) => id,
  );
}
