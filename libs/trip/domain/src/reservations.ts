import type { TripEvent } from './events.js';
import { evolve, isUnderWay, type Trip } from './trip.js';

/**
 * What must be unique or exclusive across trips: a business id for ever, a truck and a driver while their
 * trip is under way (from the pickup to the end).
 */
export type Reservation = {
  readonly kind: 'vpc_id' | 'truck_under_way' | 'driver_under_way';
  readonly key: string;
};

const held = (trip: Trip): Reservation[] => {
  if (trip.situation === 'unknown') return [];
  const reservations: Reservation[] = [{ kind: 'vpc_id', key: trip.plan.vpcId }];
  if (!isUnderWay(trip)) return reservations;
  if (trip.truckId !== null) reservations.push({ kind: 'truck_under_way', key: trip.truckId });
  if (trip.driverId !== null) reservations.push({ kind: 'driver_under_way', key: trip.driverId });
  return reservations;
};

const missingIn = (reservations: readonly Reservation[], others: readonly Reservation[]): Reservation[] =>
  reservations.filter(({ kind, key }) => !others.some((other) => other.kind === kind && other.key === key));

/** What a trip claims and releases by some events. */
export const reservationsOf = (
  before: Trip,
  events: readonly TripEvent[],
): { claims: Reservation[]; releases: Reservation[] } => {
  const [was, is] = [held(before), held(events.reduce(evolve, before))];
  return { claims: missingIn(is, was), releases: missingIn(was, is) };
};
