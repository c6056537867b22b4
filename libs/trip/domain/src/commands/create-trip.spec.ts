import {
  at,
  created,
  driverAssigned,
  event,
  given,
  longPlan,
  plan,
  refusedWith,
  truckAssigned,
} from '../testing/scenario.js';

const create = { type: 'create', plan } as const;
const [pickup, delivery] = plan.stops;
if (pickup === undefined || delivery === undefined) throw new Error('the plan has two stops');

describe('create', () => {
  it('enters a trip as planned', () => {
    expect(given().when(create)).toEqual({ events: [created] });
  });

  it('assigns truck and driver named with it', () => {
    const command = { ...create, truckId: 'truck-1', driverId: 'driver-1' };
    expect(given().when(command)).toEqual({ events: [created, truckAssigned, driverAssigned] });
  });

  it('accepts a departure in the past and marks it', () => {
    const past = { ...plan, scheduledDeparture: at('07:00') };
    expect(given().when({ ...create, plan: past })).toEqual({
      events: [event({ type: 'TripCreated', plan: past, backdated: true, originTripId: null })],
    });
  });

  it('takes two clients and an empty return', () => {
    expect(given().when({ ...create, plan: longPlan })).toEqual({
      events: [event({ type: 'TripCreated', plan: longPlan, backdated: false, originTripId: null })],
    });
  });

  it('refuses an id that is taken', () => {
    expect(given(created).when(create)).toEqual(refusedWith('trip_exists'));
  });

  it.each([
    ['no pickup first', [delivery, pickup]],
    ['two pickups', [pickup, pickup, delivery]],
    ['no delivery', [pickup, { ...delivery, kind: 'empty_return' as const }]],
    ['an empty return before a delivery', [pickup, { ...delivery, kind: 'empty_return' as const }, delivery]],
  ])('refuses stops with %s', (_case, stops) => {
    expect(given().when({ ...create, plan: { ...plan, stops } })).toEqual(
      refusedWith('stops_out_of_order', 'stops'),
    );
  });

  it.each([
    ['location_unknown', 'atlantis'],
    ['location_not_on_map', 'nowhere'],
    ['location_retired', 'yard-retired'],
  ])('refuses a stop with %s and names the stop', (code, locationId) => {
    const stops = [pickup, { ...delivery, locationId }];
    expect(given().when({ ...create, plan: { ...plan, stops } })).toEqual(
      refusedWith(code, 'stops.1.locationId'),
    );
  });

  it.each([
    ['container_number_invalid', ['TCNU3877561'], 'containers.0.number'],
    ['container_twice', ['TCNU3877560', 'TCNU3877560'], 'containers.1.number'],
  ])('refuses containers: %s', (code, numbers, field) => {
    const containers = numbers.map((number) => ({ number, lengthFeet: null }));
    expect(given().when({ ...create, plan: { ...plan, containers } })).toEqual(refusedWith(code, field));
  });

  it.each([
    ['client_unknown', { plan: { ...plan, clientId: 'nobody' } }, 'clientId'],
    ['client_retired', { plan: { ...plan, clientId: 'client-retired' } }, 'clientId'],
    ['truck_unknown', { truckId: 'cart-1' }, 'truckId'],
    ['truck_not_operational', { truckId: 'truck-broken' }, 'truckId'],
    ['truck_retired', { truckId: 'truck-retired' }, 'truckId'],
    ['driver_retired', { driverId: 'driver-retired' }, 'driverId'],
    ['driver_unknown', { driverId: 'nobody' }, 'driverId'],
  ])('refuses %s', (code, part, field) => {
    expect(given().when({ ...create, ...part })).toEqual(refusedWith(code, field));
  });
});
