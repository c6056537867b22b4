import type { Topics, TripPlan, TripStage, TripStatus } from '@watch-tower/contracts';
import type { MessageOn } from '@watch-tower/contracts';

export type TripMessage = MessageOn<Topics['tripEvents']>;

/** A trip as lists show it, with ids where people see names. */
export type TripRow = {
  readonly id: string;
  readonly version: number;
  readonly vpcId: string;
  readonly status: TripStatus;
  readonly stage: TripStage;
  readonly clientId: string | null;
  readonly truckId: string | null;
  readonly driverId: string | null;
  readonly pickupId: string;
  readonly deliveryId: string;
  readonly stops: TripPlan['stops'];
  readonly containers: TripPlan['containers'];
  readonly cargoType: string | null;
  readonly weightTons: number | null;
  readonly scheduledDeparture: string;
  readonly actualDeparture: string | null;
  readonly arrivalTime: string | null;
  readonly offloadTime: string | null;
  readonly completedAt: string | null;
  readonly cancellation: { readonly at: string; readonly reason: string } | null;
  readonly backdated: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Where the trip begins, and where its last load goes. */
const ends = (stops: TripPlan['stops']) => {
  const first = stops[0];
  const delivery = stops.findLast(({ kind }) => kind === 'delivery') ?? stops.at(-1);
  if (first === undefined || delivery === undefined) throw new RangeError('a trip without stops');
  return { pickupId: first.locationId, deliveryId: delivery.locationId };
};

/** A trip that waits is `assigned` once it has a truck and a driver; one under way stays where it is. */
const withAssignment = (
  trip: TripRow,
  change: { truckId?: string | null; driverId?: string | null },
): TripRow => {
  const next = { ...trip, ...change };
  if (trip.stage !== 'planned' && trip.stage !== 'assigned') return next;
  return { ...next, stage: next.truckId !== null && next.driverId !== null ? 'assigned' : 'planned' };
};

/**
 * The row after an event.
 * @throws RangeError where anything but its creation comes first: the guard of the projection lets none through.
 */
export const evolve = (trip: TripRow | undefined, message: TripMessage, version: number): TripRow => {
  const { recordedAt } = message.data;
  if (message.type === 'watchtower.trip.created.v1') {
    const { tripId, plan, backdated } = message.data;
    return {
      id: tripId,
      version,
      status: 'scheduled',
      stage: 'planned',
      truckId: null,
      driverId: null,
      ...plan,
      ...ends(plan.stops),
      actualDeparture: null,
      arrivalTime: null,
      offloadTime: null,
      completedAt: null,
      cancellation: null,
      backdated,
      createdAt: recordedAt,
      updatedAt: recordedAt,
    };
  }
  if (trip === undefined) throw new RangeError(`${message.type} before the creation of its trip`);
  return { ...apply(trip, message), version, updatedAt: recordedAt };
};

const apply = (
  trip: TripRow,
  { type, data }: Exclude<TripMessage, { type: 'watchtower.trip.created.v1' }>,
): TripRow => {
  switch (type) {
    case 'watchtower.trip.plan-changed.v1': {
      const change = Object.fromEntries(
        Object.entries(data.change).filter(([, value]) => value !== undefined),
      );
      return { ...trip, ...change, ...(data.change.stops === undefined ? {} : ends(data.change.stops)) };
    }
    case 'watchtower.trip.truck-assigned.v1':
      return withAssignment(trip, { truckId: data.truckId });
    case 'watchtower.trip.truck-unassigned.v1':
      return withAssignment(trip, { truckId: null });
    case 'watchtower.trip.driver-assigned.v1':
      return withAssignment(trip, { driverId: data.driverId });
    case 'watchtower.trip.driver-unassigned.v1':
      return withAssignment(trip, { driverId: null });
    case 'watchtower.trip.pickup-reached.v1':
      return { ...trip, stage: 'at_pickup' };
    case 'watchtower.trip.started.v1':
      return { ...trip, status: 'ongoing', stage: 'in_transit', actualDeparture: data.at };
    case 'watchtower.trip.delivery-reached.v1':
      return { ...trip, stage: 'at_delivery', arrivalTime: data.at };
    case 'watchtower.trip.offloaded.v1':
      return { ...trip, stage: 'offloaded', offloadTime: data.at };
    case 'watchtower.trip.completed.v1':
      return { ...trip, status: 'completed', stage: 'completed', completedAt: data.at };
    case 'watchtower.trip.cancelled.v1':
      return {
        ...trip,
        status: 'cancelled',
        stage: 'cancelled',
        cancellation: { at: data.at, reason: data.reason },
      };
  }
};
