import {
  happened,
  latestOf,
  recorded,
  refuse,
  refuseTime,
  refuseUnlessLiving,
  type Asked,
  type Decision,
} from '../decision.js';
import type {
  CargoOffloaded,
  OffloadingStarted,
  StageReached,
  TripCancelled,
  TripCompleted,
  TripFailed,
  TripStarted,
} from '../events.js';
import { findMilestone, reached } from '../milestones.js';
import { deliveriesOf } from '../plan.js';
import { isUnderWay, type LivingTrip, type Trip } from '../trip.js';

/** A stage reported by a person: `at` is when it happened. */
export type ReportStage = { readonly at: string };
export type ReportArrival = ReportStage & {
  /** The next stop where left out. */
  readonly stopIndex?: number | undefined;
  /** Where an empty was really brought, if not to the planned depot. */
  readonly locationId?: string | undefined;
};
export type ReportOffload = ReportStage & { readonly phase: 'started' | 'done' };
export type ReportEnd = ReportStage & { readonly reason: string };

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
  return refuseTime(at, latestOf(living), asked) ?? happened({ type: 'TripStarted', at, ...recorded(asked) });
};

const isReached = ({ milestones }: LivingTrip, stopIndex: number): boolean =>
  findMilestone(milestones, 'arrival', stopIndex) !== undefined;

/** Whether anything is known to have happened there: a correction may tell what followed an arrival that nobody told. */
const isSeenAt = ({ milestones }: LivingTrip, stopIndex: number): boolean =>
  milestones.some((one) => one.stopIndex === stopIndex);

/** The delivery where the truck stands with its cargo, as far as is known. */
const deliveryAtHand = (living: LivingTrip): number | undefined =>
  deliveriesOf(living.plan).find(
    (stopIndex) =>
      isSeenAt(living, stopIndex) &&
      findMilestone(living.milestones, 'offload', stopIndex) === undefined &&
      findMilestone(living.milestones, 'departure', stopIndex) === undefined,
  );

/** The truck reached the stop that is named, else the next of the plan. */
export const arriveTrip = (
  trip: Trip,
  { at, stopIndex: named, locationId }: ReportArrival,
  asked: Asked,
): Decision<StageReached | TripCompleted> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  if (living.truckId === null) return truckRequired();
  const { stops } = living.plan;
  if (living.situation === 'scheduled') {
    if (isReached(living, 0)) {
      return refuse('conflict', 'already_at_pickup', 'The truck is at the pickup; the trip can start now.');
    }
    if ((named ?? 0) > 0) {
      return refuse(
        'conflict',
        'trip_not_started',
        'A trip reaches its pickup first, and starts there.',
        'stopIndex',
      );
    }
  } else if (deliveryAtHand(living) !== undefined) {
    return refuse(
      'conflict',
      'already_at_delivery',
      'The truck is at the delivery; the cargo can be offloaded now.',
    );
  }
  const next =
    living.situation === 'scheduled'
      ? 0
      : stops.findIndex((_, index) => index > 0 && !isSeenAt(living, index));
  const stopIndex = named ?? next;
  const stop = stops[stopIndex];
  if (stop === undefined) {
    return named === undefined
      ? refuse('conflict', 'no_delivery_left', 'Every stop is reached; the trip can be completed now.')
      : refuse('invalid', 'stop_unknown', `The trip has stops 0 to ${stops.length - 1}.`, 'stopIndex');
  }
  if (isReached(living, stopIndex)) {
    return refuse(
      'conflict',
      'stop_already_reached',
      'The arrival at this stop is known; its time can be corrected.',
      'stopIndex',
    );
  }
  if (isSeenAt(living, stopIndex)) {
    return refuse(
      'conflict',
      'stop_already_passed',
      'What followed the arrival at this stop is known; the arrival can be told as a correction.',
      'stopIndex',
    );
  }
  if (locationId !== undefined && stop.kind !== 'empty_return') {
    return refuse(
      'invalid',
      'location_planned',
      'Only an empty may be brought elsewhere; for another delivery the plan is changed.',
      'locationId',
    );
  }
  const refusal = refuseTime(at, latestOf(living), asked);
  if (refusal !== undefined) return refusal;
  const { evidence, recordedAt } = recorded(asked);
  const arrival = reached(
    { kind: 'arrival', stopIndex, at, evidence, ...(locationId === undefined ? {} : { locationId }) },
    stop,
    recordedAt,
  );
  if (stop.kind !== 'empty_return') return happened<StageReached | TripCompleted>(arrival);
  return happened<StageReached | TripCompleted>(arrival, { type: 'TripCompleted', at, evidence, recordedAt });
};

/** Offloading has begun at the delivery where the truck stands, or its cargo is off. */
export const offloadTrip = (
  trip: Trip,
  { at, phase }: ReportOffload,
  asked: Asked,
): Decision<OffloadingStarted | CargoOffloaded> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  const stopIndex = deliveryAtHand(living);
  if (stopIndex === undefined) {
    return refuse(
      'conflict',
      'not_at_delivery',
      'Cargo can be offloaded once the truck has arrived at the delivery.',
    );
  }
  if (phase === 'started' && findMilestone(living.milestones, 'offloading', stopIndex) !== undefined) {
    return refuse(
      'conflict',
      'already_offloading',
      'Offloading has begun; the cargo can be reported off now.',
    );
  }
  const type = phase === 'started' ? 'OffloadingStarted' : 'CargoOffloaded';
  return refuseTime(at, latestOf(living), asked) ?? happened({ type, stopIndex, at, ...recorded(asked) });
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
    refuseTime(at, latestOf(living), asked) ?? happened({ type: 'TripCompleted', at, ...recorded(asked) })
  );
};

/** The trip will not go on. */
export const cancelTrip = (trip: Trip, { at, reason }: ReportEnd, asked: Asked): Decision<TripCancelled> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  return (
    refuseTime(at, latestOf(living), asked) ??
    happened({ type: 'TripCancelled', at, reason, ...recorded(asked) })
  );
};

/** The trip broke off: a breakdown, or the load was refused. Its job may go on as another trip. */
export const failTrip = (trip: Trip, { at, reason }: ReportEnd, asked: Asked): Decision<TripFailed> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  if (!isUnderWay(living)) {
    return refuse(
      'conflict',
      'trip_not_under_way',
      'Only a trip under way can fail; one that has not begun can be cancelled.',
    );
  }
  return (
    refuseTime(at, latestOf(living), asked) ??
    happened({ type: 'TripFailed', at, reason, ...recorded(asked) })
  );
};
