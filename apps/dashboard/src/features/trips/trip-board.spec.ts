import { aTrip } from '../../testing/a-trip.js';
import { holdTripBoard, stagesOf, tripBoardOf, type TripBoard } from './trip-board.js';
import { countNew, heard, mayBeAmong, withNews } from './trip-news.js';

const scheduled = stagesOf({ status: 'scheduled', stage: null });
const early = aTrip({ id: 'early', stage: 'assigned', scheduledDeparture: '2026-04-01T06:00:00Z' });
const late = aTrip({ id: 'late', stage: 'assigned', scheduledDeparture: '2026-04-01T09:00:00Z' });
const idsOf = (board: TripBoard): Record<string, string[]> =>
  Object.fromEntries(board.map(({ stage, cards }) => [stage, cards.map(({ trip }) => trip.id)]));

describe('the board of trips', () => {
  it('has a column for each stage that is still to be done, or for those that are asked for', () => {
    expect(stagesOf({ status: null, stage: null })).toHaveLength(9);
    expect(scheduled).toEqual(['planned', 'assigned', 'at_pickup']);
    expect(stagesOf({ status: 'ongoing', stage: 'offloading' })).toEqual(['offloading']);
  });

  it('has whoever departs first at the top of a column', () => {
    expect(idsOf(tripBoardOf([late, early], scheduled))).toEqual({
      planned: [],
      assigned: ['early', 'late'],
      at_pickup: [],
    });
  });
});

describe('a board under the cursor', () => {
  const shown = tripBoardOf([early, late], scheduled);

  it('keeps a trip that has gone on where it is, with its newest facts, and counts it', () => {
    const moved = aTrip({ ...early, version: 2, stage: 'at_pickup' });
    const held = holdTripBoard(shown, tripBoardOf([moved, late], scheduled));
    expect(idsOf(held.shown)).toEqual(idsOf(shown));
    expect(held.shown[1]?.cards[0]).toEqual({ trip: moved, left: false });
    expect(held.waiting).toBe(1);
  });

  it('counts who is new, and marks who has left', () => {
    const another = aTrip({ id: 'another', stage: 'planned' });
    const held = holdTripBoard(shown, tripBoardOf([another, late], scheduled));
    expect(idsOf(held.shown)).toEqual(idsOf(shown));
    expect(held.shown[1]?.cards.map(({ left }) => left)).toEqual([true, false]);
    expect(held.waiting).toBe(1);
  });

  it('has nothing waiting while nothing happens', () => {
    expect(holdTripBoard(shown, shown)).toEqual({ shown, waiting: 0 });
  });
});

describe('a list of trips', () => {
  it('has the newest of each row and moves none', () => {
    const newer = aTrip({ ...late, version: 2, stage: 'at_pickup' });
    const another = aTrip({ id: 'another' });
    expect(withNews([early, late], [another, newer])).toEqual([early, newer]);
    expect(withNews([newer], [late])).toEqual([newer]);
    expect(countNew([early, late], [another, newer])).toBe(1);
  });
});

describe('what is told of trips', () => {
  it('is of each the newest, whatever came first', () => {
    const newer = aTrip({ ...late, version: 2 });
    expect([...heard(heard(new Map(), [newer, early]), [late]).values()]).toEqual([newer, early]);
  });

  it('is forgotten in the order in which it was told, where it is too much', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => aTrip({ id: `trip ${index}` }));
    const known = heard(heard(new Map(), many), [
      aTrip({ id: 'trip 0', version: 2 }),
      aTrip({ id: 'another' }),
    ]);
    expect(known.size).toBe(1_000);
    expect([known.has('trip 0'), known.has('trip 1'), known.has('another')]).toEqual([true, false, true]);
  });

  it.each<[object, boolean]>([
    [{}, true],
    [{ status: 'scheduled', stage: 'assigned' }, true],
    [{ status: 'ongoing' }, false],
    [{ stage: 'planned' }, false],
    [{ truckId: 'a truck' }, false],
    [{ driverId: 'a driver' }, false],
    [{ clientId: 'a client' }, false],
    [{ departureFrom: '2026-04-01T09:00:00.000Z', departureTo: '2026-04-01T10:00:00.000Z' }, true],
    [{ departureFrom: '2026-04-01T10:00:00.000Z' }, false],
    [{ departureTo: '2026-04-01T09:00:00.000Z' }, false],
    [{ text: 'only the gateway knows' }, true],
  ])('may be among the trips of %j: %s', (query, may) => {
    expect(mayBeAmong(query, late)).toBe(may);
  });
});
