import {
  statusOfStage,
  type Evidence,
  type HandOverPlace,
  type MessageOn,
  type Milestone,
  type Topics,
  type TripPlan,
  type TripStage,
  type TripStatus,
} from '@watch-tower/contracts';

export type TripMessage = MessageOn<Topics['tripEvents']>;
type Follower = Exclude<TripMessage, { type: 'watchtower.trip.created.v1' }>;

/** What happened at a stop, and why we believe it. */
export type ReachedMilestone = {
  readonly milestone: Exclude<Milestone, 'end'>;
  readonly stopIndex: number;
  readonly at: string;
  readonly evidence: Evidence;
  /** Where an empty was really brought. */
  readonly locationId?: string;
};

export type HandOver = {
  readonly at: string;
  readonly place: HandOverPlace;
  readonly reason: string;
} & (
  | { readonly of: 'truck'; readonly fromId: string; readonly toId: string }
  | { readonly of: 'driver'; readonly fromId: string | null; readonly toId: string }
);

type Reasoned = { readonly at: string; readonly reason: string };

/** A trip as lists show it, with ids where people see names. */
export type TripRow = {
  readonly id: string;
  readonly version: number;
  readonly vpcId: string;
  readonly originTripId: string | null;
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
  readonly milestones: readonly ReachedMilestone[];
  readonly actualDeparture: string | null;
  /** Arrival at the last delivery. */
  readonly arrivalTime: string | null;
  readonly offloadTime: string | null;
  readonly completedAt: string | null;
  readonly cancellation: Reasoned | null;
  readonly failure: Reasoned | null;
  readonly hold: Reasoned | null;
  readonly delay: {
    readonly cause: string;
    readonly stopIndex: number;
    readonly lateMinutes: number;
    readonly notedAt: string;
  } | null;
  readonly handOvers: readonly HandOver[];
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

export const milestoneIn = (
  { milestones }: Pick<TripRow, 'milestones'>,
  milestone: Milestone,
  stopIndex: number,
): ReachedMilestone | undefined =>
  milestones.find((one) => one.milestone === milestone && one.stopIndex === stopIndex);

/** Where a trip is by an event of the time before events said so. */
const stageBySort: Partial<Record<TripMessage['type'], TripStage>> = {
  'watchtower.trip.pickup-reached.v1': 'at_pickup',
  'watchtower.trip.started.v1': 'in_transit',
  'watchtower.trip.delivery-reached.v1': 'at_delivery',
  'watchtower.trip.offloaded.v1': 'offloaded',
  'watchtower.trip.completed.v1': 'completed',
  'watchtower.trip.cancelled.v1': 'cancelled',
};

const stageAfter = (trip: TripRow, { type, data }: Follower): TripStage => {
  const told = data.stage ?? stageBySort[type];
  if (told !== undefined) return told;
  if (trip.stage !== 'planned' && trip.stage !== 'assigned') return trip.stage;
  return trip.truckId !== null && trip.driverId !== null ? 'assigned' : 'planned';
};

/** The times that lists show, by what happened at the stops. */
const listedTimes = (trip: TripRow) => {
  const delivery = trip.stops.findLastIndex(({ kind }) => kind === 'delivery');
  return {
    actualDeparture: milestoneIn(trip, 'departure', 0)?.at ?? null,
    arrivalTime: milestoneIn(trip, 'arrival', delivery)?.at ?? null,
    offloadTime: milestoneIn(trip, 'offload', delivery)?.at ?? null,
  };
};

/**
 * The row after an event.
 * @throws RangeError where anything but its creation comes first: the guard of the projection lets none through.
 */
export const evolve = (trip: TripRow | undefined, message: TripMessage, version: number): TripRow => {
  const { recordedAt } = message.data;
  if (message.type === 'watchtower.trip.created.v1') {
    const { tripId, plan, backdated, originTripId } = message.data;
    return {
      id: tripId,
      version,
      originTripId,
      status: 'scheduled',
      stage: 'planned',
      truckId: null,
      driverId: null,
      ...plan,
      ...ends(plan.stops),
      milestones: [],
      actualDeparture: null,
      arrivalTime: null,
      offloadTime: null,
      completedAt: null,
      cancellation: null,
      failure: null,
      hold: null,
      delay: null,
      handOvers: [],
      backdated,
      createdAt: recordedAt,
      updatedAt: recordedAt,
    };
  }
  if (trip === undefined) throw new RangeError(`${message.type} before the creation of its trip`);
  const next = apply(trip, message);
  const stage = stageAfter(next, message);
  return {
    ...next,
    ...listedTimes(next),
    stage,
    status: statusOfStage[stage],
    version,
    updatedAt: recordedAt,
  };
};

const withoutMilestone = (
  { milestones }: TripRow,
  { milestone, stopIndex }: { readonly milestone: Milestone; readonly stopIndex: number | null },
): ReachedMilestone[] =>
  milestones.filter((one) => one.milestone !== milestone || one.stopIndex !== stopIndex);

const reached = (
  trip: TripRow,
  milestone: ReachedMilestone['milestone'],
  data: { at: string; evidence: Evidence; stopIndex: number; locationId?: string },
): TripRow => {
  const { at, evidence, stopIndex, locationId } = data;
  const one = { milestone, stopIndex, at, evidence, ...(locationId === undefined ? {} : { locationId }) };
  return { ...trip, milestones: [...withoutMilestone(trip, one), one] };
};

const apply = (trip: TripRow, { type, data }: Follower): TripRow => {
  switch (type) {
    case 'watchtower.trip.plan-changed.v1': {
      const change = Object.fromEntries(
        Object.entries(data.change).filter(([, value]) => value !== undefined),
      );
      return { ...trip, ...change, ...(data.change.stops === undefined ? {} : ends(data.change.stops)) };
    }
    case 'watchtower.trip.truck-assigned.v1':
      return { ...trip, truckId: data.truckId };
    case 'watchtower.trip.truck-unassigned.v1':
      return { ...trip, truckId: null };
    case 'watchtower.trip.driver-assigned.v1':
      return { ...trip, driverId: data.driverId };
    case 'watchtower.trip.driver-unassigned.v1':
      return { ...trip, driverId: null };
    case 'watchtower.trip.pickup-reached.v1':
    case 'watchtower.trip.delivery-reached.v1':
    case 'watchtower.trip.empty-returned.v1':
      return reached(trip, 'arrival', data);
    case 'watchtower.trip.started.v1':
      return reached(trip, 'departure', { ...data, stopIndex: 0 });
    case 'watchtower.trip.offloading-started.v1':
      return reached(trip, 'offloading', data);
    case 'watchtower.trip.offloaded.v1':
      return reached(trip, 'offload', data);
    case 'watchtower.trip.delivery-left.v1':
      return reached(trip, 'departure', data);
    case 'watchtower.trip.time-corrected.v1': {
      const { milestone, stopIndex, at, evidence } = data;
      if (milestone === 'end' || stopIndex === null) return withEndAt(trip, at);
      const before = milestoneIn(trip, milestone, stopIndex);
      return reached(trip, milestone, { ...before, at, evidence, stopIndex });
    }
    case 'watchtower.trip.progress-withdrawn.v1':
      if (data.milestone === 'end') return { ...trip, completedAt: null, cancellation: null, failure: null };
      return { ...trip, milestones: withoutMilestone(trip, data) };
    case 'watchtower.trip.completed.v1':
      return { ...trip, completedAt: data.at, hold: null };
    case 'watchtower.trip.cancelled.v1':
      return { ...trip, cancellation: { at: data.at, reason: data.reason }, hold: null };
    case 'watchtower.trip.failed.v1':
      return { ...trip, failure: { at: data.at, reason: data.reason }, hold: null };
    case 'watchtower.trip.held.v1':
      return { ...trip, hold: { at: data.at, reason: data.reason } };
    case 'watchtower.trip.resumed.v1':
      return { ...trip, hold: null };
    case 'watchtower.trip.truck-swapped.v1': {
      const { at, place, reason, fromTruckId: fromId, toTruckId: toId } = data;
      const handOver = { of: 'truck', at, place, reason, fromId, toId } as const;
      return { ...trip, truckId: toId, handOvers: [...trip.handOvers, handOver] };
    }
    case 'watchtower.trip.driver-swapped.v1': {
      const { at, place, reason, fromDriverId: fromId, toDriverId: toId } = data;
      const handOver = { of: 'driver', at, place, reason, fromId, toId } as const;
      return { ...trip, driverId: toId, handOvers: [...trip.handOvers, handOver] };
    }
    case 'watchtower.trip.delay-noted.v1': {
      const { cause, stopIndex, lateMinutes, recordedAt: notedAt } = data;
      return { ...trip, delay: { cause, stopIndex, lateMinutes, notedAt } };
    }
    case 'watchtower.trip.delay-cleared.v1':
      return { ...trip, delay: null };
  }
};

/** The end at another time, however the trip ended. */
const withEndAt = (trip: TripRow, at: string): TripRow => ({
  ...trip,
  completedAt: trip.completedAt === null ? null : at,
  cancellation: trip.cancellation === null ? null : { ...trip.cancellation, at },
  failure: trip.failure === null ? null : { ...trip.failure, at },
});
