import { evolve, unknownTrip } from './index.js';
import { created, deliveryReached, pickupReached, started, truckAssigned } from './testing/scenario.js';
import { ImpossibleHistory } from './trip.js';

describe('a damaged history', () => {
  it.each([
    ['an event before creation', [started]],
    ['a departure without a truck', [created, started]],
    ['a delivery before departure', [created, truckAssigned, deliveryReached]],
    ['a pickup after departure', [created, truckAssigned, started, pickupReached]],
  ])('with %s is not read as a trip', (_case, history) => {
    expect(() => history.reduce(evolve, unknownTrip)).toThrow(ImpossibleHistory);
  });
});
