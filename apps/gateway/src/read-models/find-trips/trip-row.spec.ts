import { evolve, type TripMessage, type TripRow } from './trip-row.js';

const tripId = '0197b1a0-0000-7000-8000-000000000001';
const [pickup, first, second, depot] = [2, 3, 4, 5].map((nth) => `0197b1a0-0000-7000-8000-00000000000${nth}`);
const truckId = '0197b1a0-0000-7000-8000-00000000000a';
const driverId = '0197b1a0-0000-7000-8000-00000000000b';
const recordedAt = '2026-01-02T00:00:00Z';
const at = '2026-01-01T12:00:00Z';
const fact = { tripId, recordedAt, evidence: { kind: 'person', actorId: 'a', role: 'admin' } } as const;

const stop = (kind: 'pickup' | 'delivery' | 'empty_return', locationId = '') => ({
  kind,
  locationId,
  plannedArrivalAt: null,
  plannedDepartureAt: null,
});

const created: TripMessage = {
  type: 'watchtower.trip.created.v1',
  data: {
    ...fact,
    backdated: false,
    originTripId: null,
    plan: {
      vpcId: 'V',
      clientId: null,
      stops: [
        stop('pickup', pickup),
        stop('delivery', first),
        stop('delivery', second),
        stop('empty_return', depot),
      ],
      containers: [],
      cargoType: 'cocoa',
      weightTons: null,
      scheduledDeparture: at,
    },
  },
};
const truck: TripMessage = { type: 'watchtower.trip.truck-assigned.v1', data: { ...fact, truckId } };
const driver: TripMessage = { type: 'watchtower.trip.driver-assigned.v1', data: { ...fact, driverId } };
const started: TripMessage = { type: 'watchtower.trip.started.v1', data: { ...fact, at } };

const after = (...messages: TripMessage[]): TripRow | undefined =>
  messages.reduce<TripRow | undefined>((row, message, index) => evolve(row, message, index + 1), undefined);

describe('the row of a trip', () => {
  it('begins planned, from its pickup to its last delivery', () => {
    expect(after(created)).toMatchObject({
      id: tripId,
      version: 1,
      status: 'scheduled',
      stage: 'planned',
      pickupId: pickup,
      deliveryId: second,
      truckId: null,
      createdAt: recordedAt,
    });
  });

  it('is assigned with truck and driver, and planned again without one of them', () => {
    expect(after(created, truck)).toMatchObject({ stage: 'planned', truckId });
    expect(after(created, truck, driver)).toMatchObject({ stage: 'assigned', driverId });
    const unassigned: TripMessage = {
      type: 'watchtower.trip.driver-unassigned.v1',
      data: { ...fact, driverId },
    };
    expect(after(created, truck, driver, unassigned)).toMatchObject({ stage: 'planned', driverId: null });
  });

  it('stays under way when its truck is swapped', () => {
    const swapped: TripMessage = {
      type: 'watchtower.trip.truck-assigned.v1',
      data: { ...fact, truckId: driverId },
    };
    expect(after(created, truck, driver, started, swapped)).toMatchObject({
      stage: 'in_transit',
      truckId: driverId,
    });
  });

  it('takes a change of plan field by field: what is absent stays, null empties', () => {
    const changed: TripMessage = {
      type: 'watchtower.trip.plan-changed.v1',
      data: {
        ...fact,
        change: {
          cargoType: null,
          clientId: undefined,
          stops: [stop('pickup', depot), stop('delivery', first)],
        },
      },
    };
    expect(after(created, changed)).toMatchObject({
      version: 2,
      cargoType: null,
      clientId: null,
      vpcId: 'V',
      pickupId: depot,
      deliveryId: first,
    });
  });

  it.each<[TripMessage['type'], object]>([
    ['watchtower.trip.pickup-reached.v1', { status: 'scheduled', stage: 'at_pickup' }],
    ['watchtower.trip.started.v1', { status: 'ongoing', stage: 'in_transit', actualDeparture: at }],
    ['watchtower.trip.delivery-reached.v1', { stage: 'at_delivery', arrivalTime: at }],
    ['watchtower.trip.offloaded.v1', { stage: 'offloaded', offloadTime: at }],
    ['watchtower.trip.completed.v1', { status: 'completed', stage: 'completed', completedAt: at }],
    [
      'watchtower.trip.cancelled.v1',
      { status: 'cancelled', stage: 'cancelled', cancellation: { at, reason: 'r' } },
    ],
  ])('after %s', (type, expected) => {
    const message = { type, data: { ...fact, at, stopIndex: 2, reason: 'r' } } as TripMessage;
    expect(after(created, message)).toMatchObject({ version: 2, updatedAt: recordedAt, ...expected });
  });

  it('cannot begin with anything but its creation', () => {
    expect(() => after(started)).toThrow(RangeError);
  });
});
