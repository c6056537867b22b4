import { isContainerNumber } from '../container-number.js';
import { refuse, type Refusal } from '../decision.js';
import type { PlanChange, Stop } from '../plan.js';
import type { Registry } from '../registry.js';

const refuseStops = (stops: readonly Stop[], registry: Registry): { refusal: Refusal } | undefined => {
  const kinds = stops.map(({ kind }) => kind);
  const wellOrdered =
    kinds[0] === 'pickup' &&
    kinds.slice(1).every((kind) => kind !== 'pickup') &&
    kinds.includes('delivery') &&
    !kinds.slice(0, -1).includes('empty_return');
  if (!wellOrdered) {
    return refuse(
      'invalid',
      'stops_out_of_order',
      'A trip has one pickup first, then one or more deliveries, and at most one empty return as the last stop.',
      'stops',
    );
  }
  for (const [index, stop] of stops.entries()) {
    const field = `stops.${index}.locationId`;
    const location = registry.location(stop.locationId);
    if (location === undefined) {
      return refuse(
        'invalid',
        'location_unknown',
        `There is no location ${stop.locationId}; register it first.`,
        field,
      );
    }
    if (!location.onMap) {
      return refuse(
        'invalid',
        'location_not_on_map',
        'Every stop needs a location with a place on the map.',
        field,
      );
    }
  }
  return undefined;
};

/** The rules of a plan's parts, for creation and change alike. Looks only at the parts that are there. */
export const refusePlan = (plan: PlanChange, registry: Registry): { refusal: Refusal } | undefined => {
  if (
    plan.clientId !== undefined &&
    plan.clientId !== null &&
    registry.organization(plan.clientId) === undefined
  ) {
    return refuse('invalid', 'client_unknown', `There is no organization ${plan.clientId}.`, 'clientId');
  }
  for (const [index, { number }] of (plan.containers ?? []).entries()) {
    const field = `containers.${index}.number`;
    if (!isContainerNumber(number)) {
      return refuse(
        'invalid',
        'container_number_invalid',
        `${number} is no container number: its ISO 6346 check digit does not fit.`,
        field,
      );
    }
    if ((plan.containers ?? []).findIndex((other) => other.number === number) !== index) {
      return refuse('invalid', 'container_twice', `${number} is named twice.`, field);
    }
  }
  return plan.stops === undefined ? undefined : refuseStops(plan.stops, registry);
};
