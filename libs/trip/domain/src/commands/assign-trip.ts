import {
  happened,
  recorded,
  refuse,
  refuseUnlessLiving,
  type Asked,
  type Decision,
  type Refusal,
} from '../decision.js';
import type { Assignment } from '../events.js';
import type { Registry } from '../registry.js';
import type { Trip } from '../trip.js';

/** What is absent stays, null unassigns. */
export type AssignTrip = {
  readonly truckId?: string | null | undefined;
  readonly driverId?: string | null | undefined;
};

/** Whether truck and driver exist and the truck may work. */
export const refuseAssignees = (
  { truckId, driverId }: AssignTrip,
  registry: Registry,
): { refusal: Refusal } | undefined => {
  if (truckId !== undefined && truckId !== null) {
    const truck = registry.truck(truckId);
    if (truck === undefined)
      return refuse('invalid', 'truck_unknown', `There is no truck ${truckId}.`, 'truckId');
    if (!truck.operational) {
      return refuse(
        'conflict',
        'truck_not_operational',
        'Only an operational truck can be assigned.',
        'truckId',
      );
    }
  }
  if (driverId !== undefined && driverId !== null && registry.driver(driverId) === undefined) {
    return refuse('invalid', 'driver_unknown', `There is no driver ${driverId}.`, 'driverId');
  }
  return undefined;
};

/** The events that turn the present assignment into the one asked for. */
export const assignments = (
  present: { readonly truckId: string | null; readonly driverId: string | null },
  { truckId, driverId }: AssignTrip,
  asked: Asked,
): Assignment[] => {
  const events: Assignment[] = [];
  if (truckId !== undefined && truckId !== present.truckId) {
    if (truckId !== null) events.push({ type: 'TruckAssigned', truckId, ...recorded(asked) });
    else if (present.truckId !== null)
      events.push({ type: 'TruckUnassigned', truckId: present.truckId, ...recorded(asked) });
  }
  if (driverId !== undefined && driverId !== present.driverId) {
    if (driverId !== null) events.push({ type: 'DriverAssigned', driverId, ...recorded(asked) });
    else if (present.driverId !== null)
      events.push({ type: 'DriverUnassigned', driverId: present.driverId, ...recorded(asked) });
  }
  return events;
};

/** Gives a trip its truck and driver, before it is under way. */
export const assignTrip = (
  trip: Trip,
  command: AssignTrip,
  registry: Registry,
  asked: Asked,
): Decision<Assignment> => {
  const living = refuseUnlessLiving(trip);
  if ('refusal' in living) return living;
  const events = assignments(living, command, asked);
  if (events.length === 0) return happened();
  if (living.situation === 'ongoing' || living.reachedPickupAt !== null) {
    return refuse(
      'conflict',
      'trip_under_way',
      'Truck and driver can be assigned until the truck has reached the pickup.',
    );
  }
  return refuseAssignees(command, registry) ?? happened(...events);
};
