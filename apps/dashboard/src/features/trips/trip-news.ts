import type { TripSummary } from '@watch-tower/contracts';

/** A list with its rows as they are now. None is added or taken away: what somebody points at stays there. */
export function withNews(listed: readonly TripSummary[], newest: readonly TripSummary[]): TripSummary[] {
  const byId = new Map(newest.map((trip) => [trip.id, trip]));
  return listed.map((trip) => {
    const now = byId.get(trip.id);
    return now && now.version > trip.version ? now : trip;
  });
}

/** How many trips would be in the list, were it loaded now, that are not. */
export function countNew(listed: readonly TripSummary[], newest: readonly TripSummary[]): number {
  const known = new Set(listed.map(({ id }) => id));
  return newest.filter(({ id }) => !known.has(id)).length;
}
