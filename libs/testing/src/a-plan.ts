import type { DataOf, Topics } from '@watch-tower/contracts';

type Plan = DataOf<Topics['tripEvents'], 'watchtower.trip.created.v1'>['plan'];
type Stop = Plan['stops'][number];

/** A plan that says where a trip goes and when it departs, and nothing else. */
export const aPlan = (
  stops: readonly (readonly [kind: Stop['kind'], locationId: string])[],
  scheduledDeparture: string,
  fields: Partial<Plan> = {},
): Plan => ({
  vpcId: 'V',
  clientId: null,
  stops: stops.map(([kind, locationId]) => ({
    kind,
    locationId,
    plannedArrivalAt: null,
    plannedDepartureAt: null,
  })),
  containers: [],
  cargoType: null,
  weightTons: null,
  scheduledDeparture,
  ...fields,
});
