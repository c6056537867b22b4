import type { SharedTrip, TripStage } from '@watch-tower/contracts';

/** How far a trip is, in the words of somebody who waits for it. */
export const sharedStageSentences: Record<TripStage, string> = {
  planned: 'The trip is planned.',
  assigned: 'A truck is chosen. It has not reached the pickup yet.',
  at_pickup: 'The truck is at the pickup.',
  in_transit: 'The truck is on its way to the delivery.',
  at_delivery: 'The truck is at the place of delivery.',
  offloading: 'The cargo is being taken off.',
  offloaded: 'The cargo is off the truck.',
  returning_empty: 'The cargo is delivered. The empty container is on its way back.',
  empty_returned: 'The cargo is delivered, and the empty container is back.',
  completed: 'The trip is completed.',
  cancelled: 'The trip was cancelled.',
  failed: 'The trip could not be carried out. Whoever sent you this link knows more.',
};

/** Nothing more will happen to it, so that nobody needs to ask again. */
export const isOver = ({ status }: Pick<SharedTrip, 'status'>): boolean =>
  status !== 'scheduled' && status !== 'ongoing';

/** A shared trip as it was answered, by this computer's clock. */
export type HeardTrip = SharedTrip & { heardAtMs: number };

/** How old the position is now, in seconds. The server said how old it was: clocks of clients are not to be trusted. */
export function positionAgeSeconds(
  { ageSeconds }: NonNullable<SharedTrip['position']>,
  heardAtMs: number,
  nowMs: number,
): number {
  return ageSeconds + Math.max(0, nowMs - heardAtMs) / 1_000;
}
