import { isContainerNumber } from '../container-number.js';
import { refuse, type Refusal } from '../decision.js';
import type { PlanChange, Stop } from '../plan.js';
import type { Registry } from '../registry.js';

const refuseStops = (
  stops: readonly Stop[],
  registry: Registry,
  planned: readonly string[],
): { refusal: Refusal } | undefined => {
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
    if (location.retired && !planned.includes(stop.locationId)) {
      return refuse(
        'conflict',
        'location_retired',
        'The location is retired; name one that is in use.',
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

const refuseClient = (clientId: string, registry: Registry): { refusal: Refusal } | undefined => {
  const client = registry.organization(clientId);
  if (client === undefined)
    return refuse('invalid', 'client_unknown', `There is no organization ${clientId}.`, 'clientId');
  if (!client.retired) return undefined;
  return refuse('conflict', 'client_retired', 'The client is retired; name one that is in use.', 'clientId');
};

/**
 * The rules of a plan's parts, for creation and change alike. Looks only at the parts that are there.
 * @param planned locations that the trip goes to already: they stay allowed when they are retired.
 */
export const refusePlan = (
  plan: PlanChange,
  registry: Registry,
  planned: readonly string[] = [],
): { refusal: Refusal } | undefined => {
  if (plan.clientId !== undefined && plan.clientId !== null) {
    const refusal = refuseClient(plan.clientId, registry);
    if (refusal !== undefined) return refusal;
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
  return plan.stops === undefined ? undefined : refuseStops(plan.stops, registry, planned);
};
