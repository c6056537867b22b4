import type { Evidence, StageReached } from './events.js';
import type { Stop } from './plan.js';

/** When something was so, and why we believe it. */
export type Moment = { readonly at: string; readonly evidence: Evidence };

/** What people set by hand beats the visits, until it is changed by hand. */
export const isBySomebody = ({ evidence }: Moment): boolean => evidence.kind === 'person';

export type MilestoneKind = 'arrival' | 'offloading' | 'offload' | 'departure';
export type MilestoneKey = { readonly kind: MilestoneKind; readonly stopIndex: number };

/** What happened at one of the plan's stops. */
export type Milestone = Moment &
  MilestoneKey & {
    /** Where the empty was really brought, for the arrival at an empty return. */
    readonly locationId?: string;
  };

/** Which milestones a kind of stop has, in their order. */
export const milestonesOfStop: Record<Stop['kind'], readonly MilestoneKind[]> = {
  pickup: ['arrival', 'departure'],
  delivery: ['arrival', 'offloading', 'offload', 'departure'],
  empty_return: ['arrival'],
};

const ranks: Record<MilestoneKind, number> = { arrival: 0, offloading: 1, offload: 2, departure: 3 };
const places: Record<Stop['kind'], number> = { pickup: 0, delivery: 1, empty_return: 2 };

/** What comes first on the way: the pickup, the deliveries in whatever order, the return; and what happens at one stop. */
const isBefore = (stops: readonly Stop[], one: MilestoneKey, other: MilestoneKey): boolean => {
  if (one.stopIndex === other.stopIndex) return ranks[one.kind] < ranks[other.kind];
  const [stop, otherStop] = [stops[one.stopIndex], stops[other.stopIndex]];
  return stop !== undefined && otherStop !== undefined && places[stop.kind] < places[otherStop.kind];
};

/** Whether of two milestones the one that comes first on the way has the later time. */
export const areOutOfOrder = (stops: readonly Stop[], one: Milestone, other: Milestone): boolean => {
  const laterMs = Date.parse(one.at) - Date.parse(other.at);
  return (laterMs > 0 && isBefore(stops, one, other)) || (laterMs < 0 && isBefore(stops, other, one));
};

const isSame = (one: MilestoneKey, other: MilestoneKey): boolean =>
  one.kind === other.kind && one.stopIndex === other.stopIndex;

export const findMilestone = (
  milestones: readonly Milestone[],
  kind: MilestoneKind,
  stopIndex: number,
): Milestone | undefined => milestones.find((one) => isSame(one, { kind, stopIndex }));

/** In event time; what happened at one moment, in the order of the way. */
const inOrder = (one: Milestone, other: Milestone): number =>
  Date.parse(one.at) - Date.parse(other.at) ||
  one.stopIndex - other.stopIndex ||
  ranks[one.kind] - ranks[other.kind];

export const withoutMilestone = (milestones: readonly Milestone[], key: MilestoneKey): Milestone[] =>
  milestones.filter((other) => !isSame(other, key));

/** The milestones with this one among them, in event time; one of the same name gives way. */
export const withMilestone = (milestones: readonly Milestone[], milestone: Milestone): Milestone[] =>
  [...withoutMilestone(milestones, milestone), milestone].sort(inOrder);

/** Whether the truck has left the pickup: it was seen to, or was seen at a later stop. */
export const hasDeparted = (milestones: readonly Milestone[]): boolean =>
  milestones.some(({ kind, stopIndex }) => stopIndex > 0 || kind === 'departure');

/** The milestone that an event of progress reaches. */
export const milestoneOf = (event: StageReached): Milestone => {
  const { at, evidence } = event;
  switch (event.type) {
    case 'PickupReached':
    case 'DeliveryReached':
      return { kind: 'arrival', stopIndex: event.stopIndex, at, evidence };
    case 'EmptyReturned': {
      const { stopIndex, locationId } = event;
      return { kind: 'arrival', stopIndex, locationId, at, evidence };
    }
    case 'TripStarted':
      return { kind: 'departure', stopIndex: 0, at, evidence };
    case 'OffloadingStarted':
      return { kind: 'offloading', stopIndex: event.stopIndex, at, evidence };
    case 'CargoOffloaded':
      return { kind: 'offload', stopIndex: event.stopIndex, at, evidence };
    case 'DeliveryLeft':
      return { kind: 'departure', stopIndex: event.stopIndex, at, evidence };
    default:
      return event satisfies never;
  }
};

/** The event that tells of a milestone. */
export const reached = (
  { kind, stopIndex, at, evidence, locationId }: Milestone,
  stop: Stop,
  recordedAt: string,
): StageReached => {
  const fact = { at, evidence, recordedAt };
  switch (kind) {
    case 'arrival':
      if (stop.kind === 'pickup') return { type: 'PickupReached', stopIndex, ...fact };
      if (stop.kind === 'delivery') return { type: 'DeliveryReached', stopIndex, ...fact };
      return { type: 'EmptyReturned', stopIndex, locationId: locationId ?? stop.locationId, ...fact };
    case 'offloading':
      return { type: 'OffloadingStarted', stopIndex, ...fact };
    case 'offload':
      return { type: 'CargoOffloaded', stopIndex, ...fact };
    case 'departure':
      return stop.kind === 'pickup'
        ? { type: 'TripStarted', ...fact }
        : { type: 'DeliveryLeft', stopIndex, ...fact };
    default:
      return kind satisfies never;
  }
};
