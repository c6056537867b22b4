import { happened, recorded, refuse, type Asked, type Decision } from '../decision.js';
import type { Assignment, TripCreated } from '../events.js';
import type { Plan } from '../plan.js';
import type { Registry } from '../registry.js';
import type { Trip } from '../trip.js';
import { assignments, refuseAssignees, type AssignTrip } from './assign-trip.js';
import { refusePlan } from './plan-rules.js';

export type CreateTrip = {
  readonly plan: Plan;
  /** The failed trip whose job this one goes on with. */
  readonly originTripId?: string | null | undefined;
} & AssignTrip;

/** Enters a trip. A departure in the past is accepted and marked: trips are often entered after they began. */
export const createTrip = (
  trip: Trip,
  { plan, originTripId, ...assignees }: CreateTrip,
  registry: Registry,
  asked: Asked,
): Decision<TripCreated | Assignment> => {
  if (trip.situation !== 'unknown') {
    return refuse('conflict', 'trip_exists', 'A trip with this id exists already.');
  }
  const refusal = refusePlan(plan, registry) ?? refuseAssignees(assignees, registry);
  if (refusal !== undefined) return refusal;
  return happened<TripCreated | Assignment>(
    {
      type: 'TripCreated',
      plan,
      backdated: Date.parse(plan.scheduledDeparture) < Date.parse(asked.now),
      originTripId: originTripId ?? null,
      ...recorded(asked),
    },
    ...assignments({ truckId: null, driverId: null }, assignees, asked),
  );
};
