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
      return stops[last.stopIndex + 1]?.kind === 'empty_return' ? 'returning_empty' : 'in_transit';
    default:
      return last.kind satisfies never;
  }
};

const words: Record<Stage, string> = {
  planned: 'planned',
  assigned: 'assigned',
  at_pickup: 'at the pickup',
  in_transit: 'in transit',
  at_delivery: 'at the delivery',
  offloading: 'offloading',
  offloaded: 'offloaded',
  returning_empty: 'returning the empty',
  empty_returned: 'back with the empty returned',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
};

/** The stage in words, for the sentences of refusals. */
export const stageInWords = (trip: KnownTrip): string => words[stageOf(trip)];
