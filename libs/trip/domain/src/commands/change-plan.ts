import { happened, recorded, refuse, refuseUnlessLiving, type Asked, type Decision } from '../decision.js';
import type { PlanChanged } from '../events.js';
import type { Plan, PlanChange } from '../plan.js';
import type { Registry } from '../registry.js';
import { isUnderWay, type Trip } from '../trip.js';
import { refusePlan } from './plan-rules.js';

const differs = (plan: Plan, change: PlanChange): PlanChange =>
  Object.fromEntries(
    Object.entries(change).filter(
      ([field, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(plan[field as keyof Plan]),
    ),
  );

/** Changes what is meant to happen. What already happened keeps its stops: under way, those are fixed. */
export const changePlan = (
  trip: Trip,
  change: PlanChange,
  registry: Registry,
  asked: Asked,
): Decision<PlanChanged> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  const difference = differs(living.plan, change);
  if (Object.keys(difference).length === 0) return happened();
  if (isUnderWay(living) && difference.stops !== undefined) {
    return refuse(
      'conflict',
      'trip_under_way',
      'Stops can be changed until the truck has reached the pickup.',
      'stops',
    );
  }
  const planned = living.plan.stops.map(({ locationId }) => locationId);
  return (
    refusePlan(difference, registry, planned) ??
    happened({ type: 'PlanChanged', change: difference, ...recorded(asked) })
  );
};
