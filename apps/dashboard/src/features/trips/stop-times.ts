import type { TripDetails } from '@watch-tower/contracts';
import { eventName } from './timeline-words.js';

export type StopTimes = {
  plannedArrival: string | null;
  actualArrival: string | null;
  plannedDeparture: string | null;
  actualDeparture: string | null;
};

/**
 * Plan and fact of a trip's stops, in their order. Facts are known for the pickup and the last delivery; until
 * visits are followed, those of the stops between are not recorded.
 */
export function stopTimes(trip: TripDetails): StopTimes[] {
  const lastDelivery = trip.stops.findLastIndex(({ kind }) => kind === 'delivery');
  const reachedPickup = trip.timeline.findLast(({ type }) => eventName(type) === 'pickup-reached');
  return trip.stops.map((stop, index) => {
    const isPickup = stop.kind === 'pickup';
    return {
      plannedArrival: stop.plannedArrivalAt,
      actualArrival: isPickup
        ? (reachedPickup?.at ?? null)
        : index === lastDelivery
          ? trip.arrivalTime
          : null,
      plannedDeparture: stop.plannedDepartureAt ?? (isPickup ? trip.scheduledDeparture : null),
      actualDeparture: isPickup ? trip.actualDeparture : null,
    };
  });
}
