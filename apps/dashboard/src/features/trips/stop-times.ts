import type { Milestone, TripDetails } from '@watch-tower/contracts';

type Stop = TripDetails['stops'][number];

/** One time of a stop: what was planned, what happened and why we believe it. */
export type StopTime = {
  milestone: Exclude<Milestone, 'end'>;
  planned: string | null;
  actual: Stop['actual']['arrival'];
};

/** What can happen at a stop of each kind, in its order. With the empty's return the job there is done. */
const milestonesOf = {
  pickup: ['arrival', 'departure'],
  delivery: ['arrival', 'offloading', 'offload', 'departure'],
  empty_return: ['arrival'],
} as const satisfies Record<Stop['kind'], readonly StopTime['milestone'][]>;

/** Plan and fact of each stop of a trip, in their order. The pickup is left when the trip is to depart. */
export function stopTimes({ stops, scheduledDeparture }: TripDetails): StopTime[][] {
  return stops.map((stop) =>
    milestonesOf[stop.kind].map((milestone) => ({
      milestone,
      planned: plannedOf(stop, milestone, scheduledDeparture),
      actual: stop.actual[milestone],
    })),
  );
}

function plannedOf(
  { kind, plannedArrivalAt, plannedDepartureAt }: Stop,
  milestone: StopTime['milestone'],
  scheduledDeparture: string,
): string | null {
  if (milestone === 'arrival') return plannedArrivalAt;
  if (milestone !== 'departure') return null;
  return plannedDepartureAt ?? (kind === 'pickup' ? scheduledDeparture : null);
}
