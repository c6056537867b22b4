import type { DelayCause, TripEvent } from './events.js';
import {
  findMilestone,
  hasDeparted,
  milestoneOf,
  withMilestone,
  withoutMilestone,
  type Milestone,
  type Moment,
} from './milestones.js';
import type { Plan } from './plan.js';

export type Delay = { readonly cause: DelayCause; readonly stopIndex: number };

/** What is known of every trip. */
type Facts = {
  readonly plan: Plan;
  readonly truckId: string | null;
  readonly driverId: string | null;
  /** The trucks that had the trip before, each until its hand-over. */
  readonly handedOver: readonly { readonly truckId: string; readonly until: string }[];
  readonly driverSwappedAt: string | null;
  /** What has happened at the stops, in event time. */
  readonly milestones: readonly Milestone[];
  /** Since when it is on hold. */
  readonly heldSince: string | null;
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

/** Whether the truck is on the trip: from the pickup to the end. */
export const isUnderWay = (trip: Trip): boolean =>
  trip.situation === 'ongoing' || (trip.situation === 'scheduled' && trip.milestones.length > 0);

/** A stored event that does not fit what went before: the stream is damaged. */
export class ImpossibleHistory extends Error {
  override readonly name = 'ImpossibleHistory';
}

/** A trip that has not ended is what its milestones say. */
const living = (facts: Facts): LivingTrip => {
  const { plan, truckId, driverId, handedOver, driverSwappedAt, milestones, heldSince, delay } = facts;
  const known = { plan, driverId, handedOver, driverSwappedAt, milestones, heldSince, delay };
  if (!hasDeparted(milestones)) return { situation: 'scheduled', truckId, ...known };
  if (truckId === null) throw new ImpossibleHistory('under way without a truck');
  return { situation: 'ongoing', truckId, ...known };
};

const withMilestones = (trip: KnownTrip, milestones: readonly Milestone[]): KnownTrip =>
  'end' in trip ? { ...trip, milestones } : living({ ...trip, milestones });

const ends = { TripCompleted: 'completed', TripCancelled: 'cancelled', TripFailed: 'failed' } as const;

/** Applies one event. @throws ImpossibleHistory where the event cannot follow. */
export const evolve = (trip: Trip, event: TripEvent): Trip => {
  if (event.type === 'TripCreated') {
    return living({
      plan: event.plan,
      truckId: null,
      driverId: null,
      handedOver: [],
      driverSwappedAt: null,
      milestones: [],
      heldSince: null,
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
    case 'EmptyReturned':
      return withMilestones(trip, withMilestone(trip.milestones, milestoneOf(event)));
    case 'TripCompleted':
    case 'TripCancelled':
    case 'TripFailed': {
      const end = { at: event.at, evidence: event.evidence };
      return { ...trip, situation: ends[event.type], end, heldSince: null };
    }
    case 'TimeCorrected': {
      const { at, evidence } = event;
      if (event.milestone === 'end') {
        if (!('end' in trip)) throw new ImpossibleHistory('the end of a living trip was corrected');
        return { ...trip, end: { at, evidence } };
      }
      const before = findMilestone(trip.milestones, event.milestone, event.stopIndex);
      if (before === undefined) throw new ImpossibleHistory('a time that was never told was corrected');
      return withMilestones(trip, withMilestone(trip.milestones, { ...before, at, evidence }));
    }
    case 'ProgressWithdrawn': {
      if (event.milestone === 'end') return living(trip);
      const key = { kind: event.milestone, stopIndex: event.stopIndex };
      return withMilestones(trip, withoutMilestone(trip.milestones, key));
    }
    case 'TripHeld':
      return { ...trip, heldSince: event.at };
    case 'TripResumed':
      return { ...trip, heldSince: null };
    case 'TruckSwapped': {
      const before = { truckId: event.fromTruckId, until: event.at };
      return { ...trip, truckId: event.toTruckId, handedOver: [...trip.handedOver, before] };
    }
    case 'DriverSwapped':
      return { ...trip, driverId: event.toDriverId, driverSwappedAt: event.at };
    case 'DelayNoted': {
      const { cause, stopIndex } = event;
      return { ...trip, delay: { cause, stopIndex } };
    }
    case 'DelayCleared':
      return { ...trip, delay: null };
    default:
      return event satisfies never;
  }
};
