/** What is meant to happen. Times are RFC 3339 in UTC throughout the domain. */
export type Stop = {
  readonly kind: 'pickup' | 'delivery' | 'empty_return';
  readonly locationId: string;
  readonly plannedArrivalAt: string | null;
  readonly plannedDepartureAt: string | null;
};

export type Container = { readonly number: string; readonly lengthFeet: 20 | 40 | 45 | null };

export type Plan = {
  readonly vpcId: string;
  readonly clientId: string | null;
  readonly stops: readonly Stop[];
  readonly containers: readonly Container[];
  readonly cargoType: string | null;
  readonly weightTons: number | null;
  readonly scheduledDeparture: string;
};

/** What is absent stays, null empties. The business id is never changed: it names the trip. */
export type PlanChange = Partial<Omit<Plan, 'vpcId'>>;

/** The indices of the plan's deliveries, in order. */
export const deliveriesOf = (plan: Plan): number[] =>
  plan.stops.flatMap((stop, index) => (stop.kind === 'delivery' ? [index] : []));
