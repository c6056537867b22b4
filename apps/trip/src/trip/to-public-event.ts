import type { DataOf, Topics, TypeOn } from '@watch-tower/contracts';
import type { TripEvent } from '@watch-tower/trip-domain';

type TripTopic = Topics['tripEvents'];
type PublicEvent = { [K in TypeOn<TripTopic>]: { type: K; data: DataOf<TripTopic, K> } }[TypeOn<TripTopic>];

/** The public contract of a private event. Exhaustive: a new event does not compile until it is mapped. */
export const toPublicEvent = (tripId: string, event: TripEvent): PublicEvent => {
  const fact = { tripId, recordedAt: event.recordedAt, evidence: event.evidence };
  switch (event.type) {
    case 'TripCreated': {
      const { stops, containers, ...plan } = event.plan;
      return {
        type: 'watchtower.trip.created.v1',
        data: {
          ...fact,
          plan: { ...plan, stops: [...stops], containers: [...containers] },
          backdated: event.backdated,
        },
      };
    }
    case 'PlanChanged': {
      const { stops, containers, ...change } = event.change;
      return {
        type: 'watchtower.trip.plan-changed.v1',
        data: {
          ...fact,
          change: {
            ...change,
            ...(stops === undefined ? {} : { stops: [...stops] }),
            ...(containers === undefined ? {} : { containers: [...containers] }),
          },
        },
      };
    }
    case 'TruckAssigned':
      return { type: 'watchtower.trip.truck-assigned.v1', data: { ...fact, truckId: event.truckId } };
    case 'TruckUnassigned':
      return { type: 'watchtower.trip.truck-unassigned.v1', data: { ...fact, truckId: event.truckId } };
    case 'DriverAssigned':
      return { type: 'watchtower.trip.driver-assigned.v1', data: { ...fact, driverId: event.driverId } };
    case 'DriverUnassigned':
      return { type: 'watchtower.trip.driver-unassigned.v1', data: { ...fact, driverId: event.driverId } };
    case 'PickupReached':
      return {
        type: 'watchtower.trip.pickup-reached.v1',
        data: { ...fact, at: event.at, stopIndex: event.stopIndex },
      };
    case 'TripStarted':
      return { type: 'watchtower.trip.started.v1', data: { ...fact, at: event.at } };
    case 'DeliveryReached':
      return {
        type: 'watchtower.trip.delivery-reached.v1',
        data: { ...fact, at: event.at, stopIndex: event.stopIndex },
      };
    case 'CargoOffloaded':
      return {
        type: 'watchtower.trip.offloaded.v1',
        data: { ...fact, at: event.at, stopIndex: event.stopIndex },
      };
    case 'TripCompleted':
      return { type: 'watchtower.trip.completed.v1', data: { ...fact, at: event.at } };
    case 'TripCancelled':
      return { type: 'watchtower.trip.cancelled.v1', data: { ...fact, at: event.at, reason: event.reason } };
    default:
      return event satisfies never;
  }
};
