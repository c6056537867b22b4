import type { TripDetails } from '@watch-tower/contracts';

/** A truck on a trip, from when to when. */
export type TruckOnTrip = { readonly truckId: string; readonly fromMs: number; readonly toMs: number };

/** The API tells of 31 days at once. */
const longestMs = 31 * 86_400_000;

type Told = Pick<TripDetails, 'truck' | 'stops' | 'handOvers' | 'completedAt' | 'cancellation' | 'failure'>;

/**
 * Which truck drove when, as far as anything is known to have happened: from the first time at a stop until the end, or
 * until now.
 */
export function trucksOnTrip(trip: Told, nowMs: number): TruckOnTrip[] {
  const reached = trip.stops
    .flatMap(({ actual }) => Object.values(actual))
    .flatMap((moment) => moment?.at ?? []);
  const ended = trip.completedAt ?? trip.cancellation?.at ?? trip.failure?.at;
  const toMs = ended === undefined ? nowMs : Date.parse(ended);
  const fromMs = Math.max(Math.min(...reached.map(Date.parse)), toMs - longestMs);
  const swaps = trip.handOvers
    .filter(({ of }) => of === 'truck')
    .map(({ at, from, to }) => ({ atMs: Date.parse(at), fromId: from?.id, toId: to.id }))
    .sort((one, other) => one.atMs - other.atMs);
  const trucks = [swaps[0] ? swaps[0].fromId : trip.truck?.id, ...swaps.map(({ toId }) => toId)];
  const cuts = [fromMs, ...swaps.map(({ atMs }) => atMs), toMs];
  return trucks.flatMap((truckId, nth) => {
    const [begin = toMs, end = toMs] = cuts.slice(nth, nth + 2);
    return truckId !== undefined && begin < end ? [{ truckId, fromMs: begin, toMs: end }] : [];
  });
}
