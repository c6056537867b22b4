import { evolve, reservationsOf, unknownTrip, type TripEvent } from './index.js';
import {
  cancelled,
  completed,
  created,
  driverAssigned,
  pickupReached,
  plan,
  started,
  truckAssigned,
} from './testing/scenario.js';

const vpcId = { kind: 'vpc_id', key: plan.vpcId };
const truck = { kind: 'truck_under_way', key: 'truck-1' };
const driver = { kind: 'driver_under_way', key: 'driver-1' };

const after = (...history: TripEvent[]) => history.reduce(evolve, unknownTrip);
const assigned = [created, truckAssigned, driverAssigned];

describe('reservations', () => {
  it('a new trip claims its business id, and no truck yet', () => {
    expect(reservationsOf(unknownTrip, assigned)).toEqual({ claims: [vpcId], releases: [] });
  });

  it.each([
    ['reaching the pickup', pickupReached],
    ['departing', started],
  ])('%s claims truck and driver', (_case, event) => {
    expect(reservationsOf(after(...assigned), [event])).toEqual({ claims: [truck, driver], releases: [] });
  });

  it('departing from the pickup claims nothing more', () => {
    expect(reservationsOf(after(...assigned, pickupReached), [started])).toEqual({
      claims: [],
      releases: [],
    });
  });

  it.each([
    ['completion', completed],
    ['cancellation', cancelled],
  ])('%s releases truck and driver and keeps the business id', (_case, event) => {
    expect(reservationsOf(after(...assigned, started), [event])).toEqual({
      claims: [],
      releases: [truck, driver],
    });
  });
});
