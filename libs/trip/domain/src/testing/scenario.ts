import {
  decide,
  evolve,
  unknownTrip,
  type Asked,
  type Plan,
  type Registry,
  type TripCommand,
  type TripEvent,
} from '../index.js';

export const at = (time: string): string => `2026-11-23T${time}:00.000Z`;

export const plan: Plan = {
  vpcId: '01/Apr/2025-T11985LA-CA60',
  clientId: 'client-1',
  stops: [
    { kind: 'pickup', locationId: 'apapa', plannedArrivalAt: null, plannedDepartureAt: at('09:00') },
    { kind: 'delivery', locationId: 'ikeja', plannedArrivalAt: at('12:00'), plannedDepartureAt: null },
  ],
  containers: [{ number: 'TCNU3877560', lengthFeet: 40 }],
  cargoType: null,
  weightTons: 20,
  scheduledDeparture: at('09:00'),
};

/** Two clients on one trip, and the empty's return. */
export const longPlan: Plan = {
  ...plan,
  stops: [
    ...plan.stops,
    { kind: 'delivery', locationId: 'agbara', plannedArrivalAt: null, plannedDepartureAt: null },
    { kind: 'empty_return', locationId: 'depot', plannedArrivalAt: null, plannedDepartureAt: null },
  ],
};

export const asked: Asked = {
  by: { kind: 'person', actorId: 'user-1', role: 'dispatcher' },
  now: at('08:00'),
};
const fact = { evidence: asked.by, recordedAt: asked.now };

const places = ['apapa', 'ikeja', 'agbara', 'depot', 'yard-retired'];
const retired = (id: string): boolean => id.endsWith('-retired');
export const registry: Registry = {
  truck: (id) =>
    id.startsWith('truck-') ? { operational: id !== 'truck-broken', retired: retired(id) } : undefined,
  driver: (id) => (id.startsWith('driver-') ? { retired: retired(id) } : undefined),
  location: (id) => {
    if (id === 'nowhere') return { onMap: false, retired: false };
    return places.includes(id) ? { onMap: true, retired: retired(id) } : undefined;
  },
  organization: (id) => (id.startsWith('client-') ? { retired: retired(id) } : undefined),
};

type Recorded = 'evidence' | 'recordedAt';
type Bare = TripEvent extends infer Event ? (Event extends TripEvent ? Omit<Event, Recorded> : never) : never;

/** An event as this scenario's person reports it. */
export const event = (bare: Bare): TripEvent => ({ ...bare, ...fact });

export const created = event({ type: 'TripCreated', plan, backdated: false, originTripId: null });
export const truckAssigned = event({ type: 'TruckAssigned', truckId: 'truck-1' });
export const driverAssigned = event({ type: 'DriverAssigned', driverId: 'driver-1' });
export const pickupReached = event({ type: 'PickupReached', stopIndex: 0, at: at('07:00') });
export const started = event({ type: 'TripStarted', at: at('07:10') });
export const deliveryReached = event({ type: 'DeliveryReached', stopIndex: 1, at: at('07:20') });
export const offloaded = event({ type: 'CargoOffloaded', stopIndex: 1, at: at('07:30') });
export const completed = event({ type: 'TripCompleted', at: at('07:40') });
export const cancelled = event({ type: 'TripCancelled', at: at('07:40'), reason: 'no room' });

/** given(history).when(command) is what `decide` answers. */
export const given = (...history: TripEvent[]) => ({
  when: (command: TripCommand) => decide(history.reduce(evolve, unknownTrip), command, registry, asked),
});

export const refusedWith = (code: string, field?: string) => ({
  refusal: expect.objectContaining(field === undefined ? { code } : { code, field }) as unknown,
});
