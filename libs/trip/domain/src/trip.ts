import type { DelayCause, Evidence, TripEvent } from './events.js';
import {
  departedFromPickup,
  isSame,
  milestoneOf,
  positionOf,
  reachedBy,
  withMilestone,
  type Milestone,
  type Moment,
} from './milestones.js';
import type { Plan } from './plan.js';

export type Delay = {
  readonly cause: DelayCause;
  readonly stopIndex: number;
  readonly lateMinutes: number;
};

/** What is known of every trip. */
type Facts = {
  readonly plan: Plan;
  readonly originTripId: string | null;
  readonly truckId: string | null;
  readonly driverId: string | null;
  /** The trucks that had the trip before, each until its hand-over. */
  readonly handedOver: readonly { readonly truckId: string; readonly until: string }[];
  /** What has happened at the stops, in the order of the way. */
  readonly milestones: readonly Milestone[];
  readonly onHold: boolean;
  readonly delay: Delay | null;
};

/** Waiting to depart, or standing at the pickup. */
export type ScheduledTrip = Facts & { readonly situation: 'scheduled' };
/** Departed. */
export type OngoingTrip = Facts & { readonly situation: 'ongoing'; readonly truckId: string };
export type EndedTrip = Facts & {
  readonly situation: 'completed' | 'cancelled' | 'failed';
  readonly end: Moment;
};

export type LivingTrip = ScheduledTrip | OngoingTrip;
export type KnownTrip = LivingTrip | EndedTrip;

/** A trip as the next decision sees it. */
export type Trip = { readonly situation: 'unknown' } | KnownTrip;

export const unknownTrip: Trip = { situation: 'unknown' };

/** A stored event that does not fit what went before: the stream is damaged. */
export class ImpossibleHistory extends Error {
  override readonly name = 'ImpossibleHistory';
}

/** A trip that has not ended is what its milestones say. */
const living = (facts: Facts): LivingTrip => {
  const { plan, originTripId, truckId, driverId, handedOver, milestones, onHold, delay } = facts;
  const known = { plan, originTripId, driverId, handedOver, milestones, onHold, delay };
  if (reachedBy(milestones) < departedFromPickup) return { situation: 'scheduled', truckId, ...known };
  if (truckId === null) throw new ImpossibleHistory('under way without a truck');
  return { situation: 'ongoing', truckId, ...known };
};

const withMilestones = (trip: KnownTrip, milestones: readonly Milestone[]): KnownTrip =>
  'end' in trip ? { ...trip, milestones } : living({ ...trip, milestones });

const corrected = (
  trip: KnownTrip,
  { milestone, stopIndex }: Extract<TripEvent, { type: 'TimeCorrected' }>,
  moment: { at: string; evidence: Evidence },
): KnownTrip => {
  if (milestone === 'end') {
    if (!('end' in trip)) throw new ImpossibleHistory('the end of a living trip was corrected');
    return { ...trip, end: moment };
  }
  const before = trip.milestones.find((one) => isSame(one, { kind: milestone, stopIndex }));
  const next = withMilestone(trip.milestones, { ...before, kind: milestone, stopIndex, ...moment });
  return withMilestones(trip, next);
};

/** Applies one event. @throws ImpossibleHistory where the event cannot follow. */
export const evolve = (trip: Trip, event: TripEvent): Trip => {
  if (event.type === 'TripCreated') {
    return living({
      plan: event.plan,
      originTripId: event.originTripId,
      truckId: null,
      driverId: null,
      handedOver: [],
      milestones: [],
      onHold: false,
      delay: null,
    });
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
    case 'TripStarted':
    case 'DeliveryReached':
    case 'OffloadingStarted':
    case 'CargoOffloaded':
    case 'DeliveryLeft':
    case 'EmptyReturned': {
      const milestone = milestoneOf(event);
      if (positionOf(milestone) <= reachedBy(trip.milestones))
        throw new ImpossibleHistory(`${event.type} after what follows it`);
      if (milestone.stopIndex > 0 && trip.situation === 'scheduled')
        throw new ImpossibleHistory(`${event.type} while not under way`);
      return withMilestones(trip, withMilestone(trip.milestones, milestone));
    }
    case 'TripCompleted':
    case 'TripCancelled':
    case 'TripFailed': {
      const situation = (
        { TripCompleted: 'completed', TripCancelled: 'cancelled', TripFailed: 'failed' } as const
      )[event.type];
      const end = { at: event.at, evidence: event.evidence };
      return { ...trip, situation, end, onHold: false };
    }
    case 'TimeCorrected':
      return corrected(trip, event, { at: event.at, evidence: event.evidence });
    case 'ProgressWithdrawn': {
      const { milestone, stopIndex } = event;
      if (milestone === 'end') return living(trip);
      const rest = trip.milestones.filter((one) => !isSame(one, { kind: milestone, stopIndex }));
      return withMilestones(trip, rest);
    }
    case 'TripHeld':
      return { ...trip, onHold: true };
    case 'TripResumed':
      return { ...trip, onHold: false };
    case 'TruckSwapped': {
      const before = { truckId: event.fromTruckId, until: event.at };
      return { ...trip, truckId: event.toTruckId, handedOver: [...trip.handedOver, before] };
    }
    case 'DriverSwapped':
      return { ...trip, driverId: event.toDriverId };
    case 'DelayNoted': {
      const { cause, stopIndex, lateMinutes } = event;
      return { ...trip, delay: { cause, stopIndex, lateMinutes } };
    }
    case 'DelayCleared':
      return { ...trip, delay: null };
    default:
      return event satisfies never;
  }
};
