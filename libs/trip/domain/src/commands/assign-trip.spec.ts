import {
  created,
  driverAssigned,
  event,
  given,
  pickupReached,
  refusedWith,
  started,
  truckAssigned,
} from '../testing/scenario.js';

describe('assign', () => {
  it('gives the trip a truck and a driver', () => {
    expect(given(created).when({ type: 'assign', truckId: 'truck-1', driverId: 'driver-1' })).toEqual({
      events: [truckAssigned, driverAssigned],
    });
  });

  it('replaces a truck and leaves the driver', () => {
    expect(
      given(created, truckAssigned, driverAssigned).when({ type: 'assign', truckId: 'truck-2' }),
    ).toEqual({
      events: [event({ type: 'TruckAssigned', truckId: 'truck-2' })],
    });
  });

  it('takes them away by null', () => {
    expect(
      given(created, truckAssigned, driverAssigned).when({ type: 'assign', truckId: null, driverId: null }),
    ).toEqual({
      events: [
        event({ type: 'TruckUnassigned', truckId: 'truck-1' }),
        event({ type: 'DriverUnassigned', driverId: 'driver-1' }),
      ],
    });
  });

  it('is silent where the trip has them already, even under way', () => {
    expect(
      given(created, truckAssigned, started).when({ type: 'assign', truckId: 'truck-1', driverId: null }),
    ).toEqual({
      events: [],
    });
  });

  it.each([
    ['at the pickup', pickupReached],
    ['under way', started],
  ])('refuses another truck %s', (_case, stage) => {
    expect(given(created, truckAssigned, stage).when({ type: 'assign', truckId: 'truck-2' })).toEqual(
      refusedWith('trip_under_way'),
    );
  });

  it('refuses a truck that may not work', () => {
    expect(given(created).when({ type: 'assign', truckId: 'truck-broken' })).toEqual(
      refusedWith('truck_not_operational', 'truckId'),
    );
  });

  it.each([
    ['truck_retired', { truckId: 'truck-retired' }, 'truckId'],
    ['driver_retired', { driverId: 'driver-retired' }, 'driverId'],
  ])('refuses what is out of use: %s', (code, assignees, field) => {
    expect(given(created).when({ type: 'assign', ...assignees })).toEqual(refusedWith(code, field));
  });

  it('leaves a truck that was retired since to the trip that has it', () => {
    const history = [created, event({ type: 'TruckAssigned', truckId: 'truck-retired' })];
    expect(
      given(...history).when({ type: 'assign', truckId: 'truck-retired', driverId: 'driver-1' }),
    ).toEqual({ events: [driverAssigned] });
  });
});
