import type { DataOf, Topics, TypeOn } from '@watch-tower/contracts';
import type { Stage, TripEvent } from '@watch-tower/trip-domain';

type TripTopic = Topics['tripEvents'];
type PublicEvent = { [K in TypeOn<TripTopic>]: { type: K; data: DataOf<TripTopic, K> } }[TypeOn<TripTopic>];

/** The public contract of a private event. Exhaustive: a new event does not compile until it is mapped. */
export const toPublicEvent = (tripId: string, event: TripEvent, stage: Stage): PublicEvent => {
  const fact = { tripId, recordedAt: event.recordedAt, evidence: event.evidence, stage };
  switch (event.type) {
    case 'TripCreated': {
      const { stops, containers, ...plan } = event.plan;
      return {
        type: 'watchtower.trip.created.v1',
        data: {
          ...fact,
          plan: { ...plan, stops: [...stops], containers: [...containers] },
          backdated: event.backdated,
          originTripId: event.originTripId,
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
      return { type: 'watchtower.trip.pickup-reached.v1', data: { ...fact, ...stopOf(event) } };
    case 'TripStarted':
      return { type: 'watchtower.trip.started.v1', data: { ...fact, at: event.at } };
    case 'DeliveryReached':
      return { type: 'watchtower.trip.delivery-reached.v1', data: { ...fact, ...stopOf(event) } };
    case 'OffloadingStarted':
      return { type: 'watchtower.trip.offloading-started.v1', data: { ...fact, ...stopOf(event) } };
    case 'CargoOffloaded':
      return { type: 'watchtower.trip.offloaded.v1', data: { ...fact, ...stopOf(event) } };
    case 'DeliveryLeft':
      return { type: 'watchtower.trip.delivery-left.v1', data: { ...fact, ...stopOf(event) } };
    case 'EmptyReturned': {
      const { locationId } = event;
      return { type: 'watchtower.trip.empty-returned.v1', data: { ...fact, ...stopOf(event), locationId } };
    }
    case 'TripCompleted':
      return { type: 'watchtower.trip.completed.v1', data: { ...fact, at: event.at } };
    case 'TripCancelled':
      return { type: 'watchtower.trip.cancelled.v1', data: { ...fact, at: event.at, reason: event.reason } };
    case 'TripFailed':
      return { type: 'watchtower.trip.failed.v1', data: { ...fact, at: event.at, reason: event.reason } };
    case 'TimeCorrected': {
      const { at, milestone, stopIndex, was } = event;
      return { type: 'watchtower.trip.time-corrected.v1', data: { ...fact, at, milestone, stopIndex, was } };
    }
    case 'ProgressWithdrawn': {
      const { milestone, stopIndex, was } = event;
      return { type: 'watchtower.trip.progress-withdrawn.v1', data: { ...fact, milestone, stopIndex, was } };
    }
    case 'TripHeld':
      return { type: 'watchtower.trip.held.v1', data: { ...fact, at: event.at, reason: event.reason } };
    case 'TripResumed':
      return { type: 'watchtower.trip.resumed.v1', data: { ...fact, at: event.at } };
    case 'TruckSwapped': {
      const { at, place, reason, fromTruckId, toTruckId } = event;
      return {
        type: 'watchtower.trip.truck-swapped.v1',
        data: { ...fact, at, place, reason, fromTruckId, toTruckId },
      };
    }
    case 'DriverSwapped': {
      const { at, place, reason, fromDriverId, toDriverId } = event;
      return {
        type: 'watchtower.trip.driver-swapped.v1',
        data: { ...fact, at, place, reason, fromDriverId, toDriverId },
      };
    }
    case 'DelayNoted': {
      const { cause, stopIndex, lateMinutes } = event;
      return { type: 'watchtower.trip.delay-noted.v1', data: { ...fact, cause, stopIndex, lateMinutes } };
    }
    case 'DelayCleared':
      return { type: 'watchtower.trip.delay-cleared.v1', data: fact };
    default:
      return event satisfies never;
  }
};

const stopOf = ({ at, stopIndex }: { readonly at: string; readonly stopIndex: number }) => ({
  at,
  stopIndex,
});
