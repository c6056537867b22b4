import {
  happened,
  latestOf,
  recorded,
  refuse,
  refuseTime,
  refuseUnlessLiving,
  type Asked,
  type Decision,
  type Refusal,
} from '../decision.js';
import type { DriverSwapped, HandOverPlace, TruckSwapped } from '../events.js';
import type { Registry } from '../registry.js';
import { isUnderWay, type LivingTrip, type Trip } from '../trip.js';
import { refuseAssignees } from './assign-trip.js';

type HandOver = { readonly at: string; readonly place: HandOverPlace; readonly reason: string };
export type SwapTruck = HandOver & { readonly truckId: string };
export type SwapDriver = HandOver & { readonly driverId: string };

const refuseHandOver = (
  living: LivingTrip,
  { at, place }: HandOver,
  registry: Registry,
  asked: Asked,
): { refusal: Refusal } | undefined => {
  if (!isUnderWay(living)) {
    return refuse(
      'conflict',
      'trip_not_under_way',
      'Truck and driver are swapped under way; before the pickup they are assigned.',
    );
  }
  if (place.kind === 'location' && registry.location(place.locationId) === undefined) {
    return refuse(
      'invalid',
      'location_unknown',
      `There is no location ${place.locationId}; register it first, or give the point.`,
      'place.locationId',
    );
  }
  return refuseTime(at, latestOf(living), asked);
};

/** Another truck goes on with the trip, from a place and a time on. */
export const swapTruck = (
  trip: Trip,
  command: SwapTruck,
  registry: Registry,
  asked: Asked,
): Decision<TruckSwapped> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  const { at, place, reason, truckId: toTruckId } = command;
  const refusal =
    refuseHandOver(living, command, registry, asked) ?? refuseAssignees({ truckId: toTruckId }, registry);
  if (refusal !== undefined) return refusal;
  const { truckId: fromTruckId } = living;
  if (fromTruckId === null || fromTruckId === toTruckId) {
    return refuse('conflict', 'same_truck', 'The trip has this truck already; name another.', 'truckId');
  }
  return happened({ type: 'TruckSwapped', at, fromTruckId, toTruckId, place, reason, ...recorded(asked) });
};

/** Another driver goes on with the trip. */
export const swapDriver = (
  trip: Trip,
  command: SwapDriver,
  registry: Registry,
  asked: Asked,
): Decision<DriverSwapped> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  const { at, place, reason, driverId: toDriverId } = command;
  const refusal =
    refuseHandOver(living, command, registry, asked) ?? refuseAssignees({ driverId: toDriverId }, registry);
  if (refusal !== undefined) return refusal;
  const { driverId: fromDriverId } = living;
  if (fromDriverId === toDriverId) {
    return refuse('conflict', 'same_driver', 'The trip has this driver already; name another.', 'driverId');
  }
  return happened({ type: 'DriverSwapped', at, fromDriverId, toDriverId, place, reason, ...recorded(asked) });
};
