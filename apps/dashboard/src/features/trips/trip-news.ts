import type { TripSummary } from '@watch-tower/contracts';
import type { tripQueryOf } from './trip-filter.js';

/** Trips as they were last told, by id. */
export type HeardTrips = ReadonlyMap<string, TripSummary>;

/** What is shown of a filter is far less: an answer that is on its way is never so far behind. */
const heardMax = 1_000;

/** With those that were told after; the ones that were told first are forgotten where they become too many. */
export function heard(before: HeardTrips, told: readonly TripSummary[]): HeardTrips {
  const after = new Map(before);
  for (const trip of told) {
    const known = after.get(trip.id);
    if (known && known.version > trip.version) continue;
    after.delete(trip.id);
    after.set(trip.id, trip);
  }
  return new Map([...after].slice(-heardMax));
}

/** A list with its rows as they are now. None is added or taken away: what somebody points at stays there. */
export function withNews(listed: readonly TripSummary[], newest: Iterable<TripSummary>): TripSummary[] {
  const byId = new Map(Array.from(newest, (trip) => [trip.id, trip]));
  return listed.map((trip) => {
    const now = byId.get(trip.id);
    return now && now.version >= trip.version ? now : trip;
  });
}

/** How many trips would be in the list, were it loaded now, that are not. */
export function countNew(listed: readonly TripSummary[], newest: readonly TripSummary[]): number {
  const known = new Set(listed.map(({ id }) => id));
  return newest.filter(({ id }) => !known.has(id)).length;
}

/** Whether a trip may be among those of a query. Only the gateway knows all: what is not looked at here says yes. */
export function mayBeAmong(
  { status, stage, truckId, driverId, clientId, departureFrom, departureTo }: ReturnType<typeof tripQueryOf>,
  trip: TripSummary,
): boolean {
  const departureMs = Date.parse(trip.scheduledDeparture);
  return (
    (status === undefined || trip.status === status) &&
    (stage === undefined || trip.stage === stage) &&
    (truckId === undefined || trip.truck?.id === truckId) &&
    (driverId === undefined || trip.driver?.id === driverId) &&
    (clientId === undefined || trip.client?.id === clientId) &&
    (departureFrom === undefined || departureMs >= Date.parse(departureFrom)) &&
    (departureTo === undefined || departureMs < Date.parse(departureTo))
  );
}
