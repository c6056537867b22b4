import { evolve, unknownTrip, watchDelay, type TripEvent } from '../index.js';
import { at, created, deliveryReached, event, started, truckAssigned } from '../testing/scenario.js';

const rules = { departureHours: 2, arrivalGraceMinutes: 30 };
const watch = (now: string, ...history: TripEvent[]) => {
  const trip = history.reduce(evolve, unknownTrip);
  if (trip.situation === 'unknown') throw new Error('no trip');
  return watchDelay(trip, rules, at(now));
};
const late = event({ type: 'TripStarted', at: at('11:30') });
const noted = event({ type: 'DelayNoted', cause: 'departure_overdue', stopIndex: 0, lateMinutes: 121 });

// Planned: departure 09:00, arrival 12:00.
it.each([
  ['waits within the tolerance', '11:00', [], []],
  ['has not departed in time', '11:01', [], [{ cause: 'departure_overdue', lateMinutes: 121 }]],
  ['departed late', '11:40', [late], [{ cause: 'departed_late', lateMinutes: 150 }]],
  ['departed in time', '11:40', [started], []],
  ['has not arrived in time', '12:31', [started], [{ cause: 'arrival_overdue', stopIndex: 1 }]],
  ['arrived in time', '14:00', [started, deliveryReached], []],
  ['was noted before', '11:05', [noted], []],
  ['is no longer late', '12:00', [noted, started], [{ type: 'DelayCleared' }]],
])('a trip that %s', (_case, now, history, expected) => {
  expect(watch(now, created, truckAssigned, ...history)).toEqual(
    expected.map((one) => expect.objectContaining(one) as unknown),
  );
});
