import { evolve, unknownTrip } from './index.js';
import { at, created, event, started, truckAssigned } from './testing/scenario.js';
import { ImpossibleHistory } from './trip.js';

describe('a damaged history', () => {
  it.each([
    ['an event before creation', [started]],
    ['a departure without a truck', [created, started]],
    [
      'a correction of a time that was never told',
      [
        created,
        truckAssigned,
        event({
          type: 'TimeCorrected',
          milestone: 'arrival',
          stopIndex: 1,
          was: at('07:00'),
          at: at('07:10'),
        }),
      ],
    ],
  ])('with %s is not read as a trip', (_case, history) => {
    expect(() => history.reduce(evolve, unknownTrip)).toThrow(ImpossibleHistory);
  });
});
