import {
  happened,
  recorded,
  refuse,
  refuseTime,
  refuseUnlessLiving,
  type Asked,
  type Decision,
} from '../decision.js';
import type {
  CargoOffloaded,
  DeliveryReached,
  PickupReached,
  TripCancelled,
  TripCompleted,
  TripStarted,
} from '../events.js';
import { deliveriesOf } from '../plan.js';
import type { Trip } from '../trip.js';

/** A stage reported by a person: `at` is when it happened. */
export type ReportStage = { readonly at: string };

const truckRequired = () =>
  refuse('conflict', 'truck_required', 'Assign a truck first: a trip without one cannot be under way.');

/** The truck left the pickup. */
export const startTrip = (trip: Trip, { at }: ReportStage, asked: Asked): Decision<TripStarted> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  if (living.situation === 'ongoing') {
    return refuse(
      'conflict',
      'trip_already_started',
      'The trip is under way; only a scheduled trip can start.',
    );
  }
  if (living.truckId === null) return truckRequired();
  return (
    refuseTime(at, living.reachedPickupAt, asked) ?? happened({ type: 'TripStarted', at, ...recorded(asked) })
  );
};

/** The truck reached its next stop: the pickup while the trip is scheduled, else the next delivery. */
export const arriveTrip = (
  trip: Trip,
  { at }: ReportStage,
  asked: Asked,
): Decision<PickupReached | DeliveryReached> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  if (living.situation === 'scheduled') {
    if (living.reachedPickupAt !== null) {
      return refuse('conflict', 'already_at_pickup', 'The truck is at the pickup; the trip can start now.');
    }
    if (living.truckId === null) return truckRequired();
    return (
      refuseTime(at, null, asked) ?? happened({ type: 'PickupReached', stopIndex: 0, at, ...recorded(asked) })
    );
  }
  if (living.stage === 'at_delivery') {
    return refuse(
      'conflict',
      'already_at_delivery',
      'The truck is at the delivery; the cargo can be offloaded now.',
    );
  }
  const stopIndex = deliveriesOf(living.plan)[living.deliveriesDone];
  if (stopIndex === undefined) {
    return refuse(
      'conflict',
      'no_delivery_left',
      'Every delivery is offloaded; the trip can be completed now.',
    );
  }
  return (
    refuseTime(at, living.latestAt, asked) ??
    happened({ type: 'DeliveryReached', stopIndex, at, ...recorded(asked) })
  );
};

/** The cargo for the delivery where the truck stands is off. */
export const offloadTrip = (trip: Trip, { at }: ReportStage, asked: Asked): Decision<CargoOffloaded> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  const stopIndex =
    living.situation === 'ongoing' ? deliveriesOf(living.plan)[living.deliveriesDone] : undefined;
  if (living.situation !== 'ongoing' || living.stage !== 'at_delivery' || stopIndex === undefined) {
    return refuse(
      'conflict',
      'not_at_delivery',
      'Cargo can be offloaded once the truck has arrived at the delivery.',
    );
  }
  return (
    refuseTime(at, living.latestAt, asked) ??
    happened({ type: 'CargoOffloaded', stopIndex, at, ...recorded(asked) })
  );
};

/** The trip is done, whatever is left of its plan: people know. */
export const completeTrip = (trip: Trip, { at }: ReportStage, asked: Asked): Decision<TripCompleted> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  if (living.situation === 'scheduled') {
    return refuse(
      'conflict',
      'trip_not_started',
      'Only a trip under way can be completed; a scheduled one can be cancelled.',
    );
  }
  return (
    refuseTime(at, living.latestAt, asked) ?? happened({ type: 'TripCompleted', at, ...recorded(asked) })
  );
};

/** The trip will not go on. */
export const cancelTrip = (
  trip: Trip,
  { at, reason }: ReportStage & { readonly reason: string },
  asked: Asked,
): Decision<TripCancelled> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  const after = living.situation === 'ongoing' ? living.latestAt : living.reachedPickupAt;
  return refuseTime(at, after, asked) ?? happened({ type: 'TripCancelled', at, reason, ...recorded(asked) });
};
