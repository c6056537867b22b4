import type { Evidence, StageReached } from './events.js';
import type { Plan, Stop } from './plan.js';

/** When something was so, and why we believe it. */
export type Moment = { readonly at: string; readonly evidence: Evidence };

export type MilestoneKind = 'arrival' | 'offloading' | 'offload' | 'departure';

/** What happened at one of the plan's stops. */
export type Milestone = Moment & {
  readonly kind: MilestoneKind;
  readonly stopIndex: number;
  /** Where the empty was really brought, for the arrival at an empty return. */
  readonly locationId?: string;
};

export type MilestoneKey = Pick<Milestone, 'kind' | 'stopIndex'>;

/** Which milestones a kind of stop has, in their order. The trip is over when the last stop's last is reached. */
export const milestonesOfStop: Record<Stop['kind'], readonly MilestoneKind[]> = {
  pickup: ['arrival', 'departure'],
  delivery: ['arrival', 'offloading', 'offload', 'departure'],
  empty_return: ['arrival'],
};

const ranks: Record<MilestoneKind, number> = { arrival: 0, offloading: 1, offload: 2, departure: 3 };

/** Where a milestone stands on the way of the trip: the order in which milestones follow one another. */
export const positionOf = ({ kind, stopIndex }: MilestoneKey): number => stopIndex * 4 + ranks[kind];

/** How far the truck must have come for the trip to be under way. */
export const departedFromPickup = positionOf({ kind: 'departure', stopIndex: 0 });

export const isSame = (one: MilestoneKey, other: MilestoneKey): boolean =>
  one.kind === other.kind && one.stopIndex === other.stopIndex;

/** How far milestones have come: -1 before the first. */
export const reachedBy = (milestones: readonly MilestoneKey[]): number =>
  Math.max(-1, ...milestones.map(positionOf));

/** The milestones with this one among them, in their order; one of the same name gives way. */
export const withMilestone = (milestones: readonly Milestone[], milestone: Milestone): Milestone[] =>
  [...milestones.filter((other) => !isSame(other, milestone)), milestone].sort(
    (one, other) => positionOf(one) - positionOf(other),
  );

/** Whether a milestone is the last one of the plan. */
export const isLastOf = ({ stops }: Plan, { kind, stopIndex }: MilestoneKey): boolean => {
  const stop = stops[stopIndex];
  return (
    stop !== undefined &&
    stopIndex === stops.length - 1 &&
    kind === milestonesOfStop[stop.kind].at(-1)
  );
};

/** The milestone that an event of progress reaches. */
export const milestoneOf = (event: StageReached): Milestone => {
  const { at, evidence } = event;
  switch (event.type) {
    case 'PickupReached':
    case 'DeliveryReached':
      return { kind: 'arrival', stopIndex: event.stopIndex, at, evidence };
    case 'EmptyReturned':
      return {
        kind: 'arrival',
        stopIndex: event.stopIndex,
        locationId: event.locationId,
        at,
        evidence,
      };
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
export const eventOf = (
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
