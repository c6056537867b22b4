import { findMilestone } from './milestones.js';
import { deliveriesOf, type Plan } from './plan.js';
import type { EndedTrip, KnownTrip } from './trip.js';

export type Stage =
  | 'planned'
  | 'assigned'
  | 'at_pickup'
  | 'in_transit'
  | 'at_delivery'
  | 'offloading'
  | 'offloaded'
  | 'returning_empty'
  | 'empty_returned'
  | EndedTrip['situation'];

const arrived = { pickup: 'at_pickup', delivery: 'at_delivery', empty_return: 'empty_returned' } as const;

/** Whether the truck has left every delivery. */
export const isDelivered = ({ plan, milestones }: Pick<KnownTrip, 'plan' | 'milestones'>): boolean =>
  deliveriesOf(plan).every((stopIndex) => findMilestone(milestones, 'departure', stopIndex) !== undefined);

/** Whether the last of the plan's stops is the return of the empty. */
export const bringsEmptyBack = ({ stops }: Plan): boolean => stops.at(-1)?.kind === 'empty_return';

/** How far a trip is: what the last of its milestones says (domain.md, Trip). */
export const stageOf = (trip: KnownTrip): Stage => {
  if ('end' in trip) return trip.situation;
  const last = trip.milestones.at(-1);
  const { stops } = trip.plan;
  const stop = last === undefined ? undefined : stops[last.stopIndex];
  if (last === undefined || stop === undefined)
    return trip.truckId !== null && trip.driverId !== null ? 'assigned' : 'planned';
  switch (last.kind) {
    case 'arrival':
      return arrived[stop.kind];
    case 'offloading':
      return 'offloading';
    case 'offload':
      return 'offloaded';
    case 'departure':
      return bringsEmptyBack(trip.plan) && isDelivered(trip) ? 'returning_empty' : 'in_transit';
    default:
      return last.kind satisfies never;
  }
};
