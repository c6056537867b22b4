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
import { isUnderWay, type Trip } from '../trip.js';

/** What is absent stays, null unassigns. */
export type AssignTrip = {
  readonly truckId?: string | null | undefined;
  readonly driverId?: string | null | undefined;
};

/** Whether truck and driver exist and may work. */
export const refuseAssignees = (
  { truckId, driverId }: AssignTrip,
  registry: Registry,
): { refusal: Refusal } | undefined => {
  if (truckId !== undefined && truckId !== null) {
    const truck = registry.truck(truckId);
    if (truck === undefined)
      return refuse('invalid', 'truck_unknown', `There is no truck ${truckId}.`, 'truckId');
    if (truck.retired) {
      return refuse(
        'conflict',
        'truck_retired',
        'The truck is retired; assign one that is in use.',
        'truckId',
      );
    }
    if (!truck.operational) {
      return refuse(
        'conflict',
        'truck_not_operational',
        'Only an operational truck can be assigned.',
        'truckId',
      );
    }
  }
  if (driverId !== undefined && driverId !== null) {
    const driver = registry.driver(driverId);
    if (driver === undefined)
      return refuse('invalid', 'driver_unknown', `There is no driver ${driverId}.`, 'driverId');
    if (driver.retired) {
      return refuse(
        'conflict',
        'driver_retired',
        'The driver is retired; assign one who is at work.',
        'driverId',
      );
    }
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

/** Who has the trip already keeps it, whatever has become of them since. */
const newIn = (
  present: { readonly truckId: string | null; readonly driverId: string | null },
  { truckId, driverId }: AssignTrip,
): AssignTrip => ({
  truckId: truckId === present.truckId ? undefined : truckId,
  driverId: driverId === present.driverId ? undefined : driverId,
});

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
  if (isUnderWay(living)) {
    return refuse(
      'conflict',
      'trip_under_way',
      'Truck and driver can be assigned until the truck has reached the pickup; under way they are swapped.',
    );
  }
  return refuseAssignees(newIn(living, command), registry) ?? happened(...events);
};
