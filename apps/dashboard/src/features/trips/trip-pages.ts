import type { TripSummary } from '@watch-tower/contracts';

/** A list read page by page, newest departure first. `nextCursor` is null when all of it is here. */
export type TripPages = { trips: readonly TripSummary[]; nextCursor: string | null };

/** The list with one more page; a trip that moved between the pages stands once, as it came last. */
export function withNextPage(
  pages: TripPages,
  next: { items: TripSummary[]; nextCursor: string | null },
): TripPages {
  const again = new Set(next.items.map(({ id }) => id));
  return {
    trips: [...pages.trips.filter(({ id }) => !again.has(id)), ...next.items],
    nextCursor: next.nextCursor,
  };
}
