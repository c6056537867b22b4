import type { TripEvent } from './events.js';
import type { Plan } from './plan.js';

type Planned = {
  readonly plan: Plan;
  readonly truckId: string | null;
  readonly driverId: string | null;
};

/** Waiting to depart; `reachedPickupAt` once the truck stands there. */
export type ScheduledTrip = Planned & {
  readonly situation: 'scheduled';
  readonly reachedPickupAt: string | null;
};

/** Departed. `latestAt` is the time of the newest stage: the next may not lie before it. */
export type OngoingTrip = Planned & {
  readonly situation: 'ongoing';
  readonly stage: 'in_transit' | 'at_delivery' | 'offloaded';
  readonly truckId: string;
  readonly latestAt: string;
  readonly deliveriesDone: number;
};

export type EndedTrip = Planned & { readonly situation: 'completed' | 'cancelled'; readonly endedAt: string };

/** A trip as the next decision sees it. */
export type Trip = { readonly situation: 'unknown' } | ScheduledTrip | OngoingTrip | EndedTrip;

export const unknownTrip: Trip = { situation: 'unknown' };

/** A stored event that does not fit what went before: the stream is damaged. */
export class ImpossibleHistory extends Error {
  override readonly name = 'ImpossibleHistory';
}

/** Applies one event. @throws ImpossibleHistory where the event cannot follow. */
export const evolve = (trip: Trip, event: TripEvent): Trip => {
  if (event.type === 'TripCreated') {
    return { situation: 'scheduled', plan: event.plan, truckId: null, driverId: null, reachedPickupAt: null };
  }
  if (trip.situation === 'unknown') throw new ImpossibleHistory(`${event.type} before TripCreated`);
  switch (event.type) {
    case 'PlanChanged':
      return { ...trip, plan: { ...trip.plan, ...event.change } };
    case 'TruckAssigned':
      return { ...trip, truckId: event.truckId };
    case 'TruckUnassigned':
      if (trip.situation === 'ongoing') throw new ImpossibleHistory('TruckUnassigned while under way');
      return { ...trip, truckId: null };
    case 'DriverAssigned':
      return { ...trip, driverId: event.driverId };
    case 'DriverUnassigned':
      return { ...trip, driverId: null };
    case 'PickupReached':
      if (trip.situation !== 'scheduled') throw new ImpossibleHistory('PickupReached after departure');
      return { ...trip, reachedPickupAt: event.at };
    case 'TripStarted': {
      const { plan, truckId, driverId } = trip;
      if (truckId === null) throw new ImpossibleHistory('TripStarted without a truck');
      return {
        situation: 'ongoing',
        stage: 'in_transit',
        plan,
        truckId,
        driverId,
        latestAt: event.at,
        deliveriesDone: 0,
      };
    }
    case 'DeliveryReached':
      if (trip.situation !== 'ongoing') throw new ImpossibleHistory('DeliveryReached while not under way');
      return { ...trip, stage: 'at_delivery', latestAt: event.at };
    case 'CargoOffloaded':
      if (trip.situation !== 'ongoing') throw new ImpossibleHistory('CargoOffloaded while not under way');
      return { ...trip, stage: 'offloaded', latestAt: event.at, deliveriesDone: trip.deliveriesDone + 1 };
    case 'TripCompleted':
    case 'TripCancelled': {
      const { plan, truckId, driverId } = trip;
      const situation = event.type === 'TripCompleted' ? 'completed' : 'cancelled';
      return { situation, plan, truckId, driverId, endedAt: event.at };
    }
    default:
      return event satisfies never;
  }
};
