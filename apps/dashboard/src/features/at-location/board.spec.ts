import { aGuest } from '../../testing/a-guest.js';
import { boardOf, countByType, countElsewhere } from './board.js';
import { holdBoard } from './held-board.js';

const nowMs = Date.parse('2026-11-23T12:00:00Z');
const everything = { type: null, text: '' };

const apapa = { locationId: 'apapa', locationName: 'Apapa Port', locationType: 'terminal' } as const;
const tincan = { locationId: 'tincan', locationName: 'Tincan Island', locationType: 'terminal' } as const;
const brewery = { locationId: 'brewery', locationName: 'Oluyole Breweries', locationType: 'client' } as const;

const guest = (truck: string, place: Parameters<typeof aGuest>[0], hour: string) =>
  aGuest({
    truckId: truck,
    visitId: `${truck} ${place?.locationId ?? ''}`,
    truckNumber: truck,
    since: `2026-11-23T${hour}:00Z`,
    ...place,
  });
const trucks = [
  guest('KBX 123A', apapa, '11:00'),
  guest('T-1', tincan, '08:00'),
  guest('T-2', apapa, '10:00'),
  guest('T-3', brewery, '07:00'),
];
const names = (board: ReturnType<typeof boardOf>) =>
  board.map(({ type, places }) => [
    type,
    ...places.map(({ name, guests }) => [name, ...guests.map(({ truckNumber }) => truckNumber)]),
  ]);

describe('the board', () => {
  it('stands by type and place, who is longest inside first', () => {
    expect(names(boardOf(trucks, everything, nowMs))).toEqual([
      ['terminal', ['Tincan Island', 'T-1'], ['Apapa Port', 'T-2', 'KBX 123A']],
      ['client', ['Oluyole Breweries', 'T-3']],
    ]);
  });

  it('counts a silent truck only for as long as it was seen inside', () => {
    const silent = { silentSince: '2026-11-23T08:10:00Z', lastSeenInsideAt: '2026-11-23T08:10:00Z' };
    const [first, second = first, ...others] = trucks;
    const board = boardOf(
      [...(first ? [first] : []), ...(second ? [{ ...second, ...silent }] : []), ...others],
      everything,
      nowMs,
    );
    expect(names(board)[0]).toEqual([
      'terminal',
      ['Apapa Port', 'T-2', 'KBX 123A'],
      ['Tincan Island', 'T-1'],
    ]);
  });

  it('is narrowed by type, and by text in the number however it is written, or in the place', () => {
    expect(names(boardOf(trucks, { type: 'client', text: '' }, nowMs))).toHaveLength(1);
    expect(names(boardOf(trucks, { type: null, text: ' kbx-123 a' }, nowMs))).toEqual([
      ['terminal', ['Apapa Port', 'KBX 123A']],
    ]);
    expect(names(boardOf(trucks, { type: null, text: 'island' }, nowMs))).toEqual([
      ['terminal', ['Tincan Island', 'T-1']],
    ]);
    expect(boardOf(trucks, { type: null, text: '-' }, nowMs)).toEqual([]);
  });

  it('keeps places of which nothing is known yet, last', () => {
    const unnamed = guest('T-9', { locationId: 'x', locationName: null, locationType: null }, '06:00');
    expect(names(boardOf([unnamed, ...trucks], everything, nowMs)).at(-1)).toEqual([null, [null, 'T-9']]);
  });
});

describe('the counts', () => {
  it('are of trucks, so that one in two places that overlap counts once', () => {
    const twice = [...trucks, guest('T-2', tincan, '10:00')];
    expect(countByType(twice, '')).toEqual({ all: 4, terminal: 3, client: 1, depot: 0, service_area: 0 });
    expect(countByType(twice, 'apapa').all).toBe(2);
  });

  it('tell who is at no place from who was never seen', () => {
    const fleet = [
      { id: 'T-1', seen: true },
      { id: 'T-8', seen: true },
      { id: 'T-9', seen: false },
    ];
    expect(countElsewhere(fleet, trucks)).toEqual({ elsewhere: 1, unseen: 1 });
  });
});

describe('a held board', () => {
  it('moves nothing: facts are new, who is gone is marked, who is new waits', () => {
    const shown = boardOf(trucks, everything, nowMs);
    const later = [
      ...trucks
        .filter(({ truckNumber }) => truckNumber !== 'T-1')
        .map((truck) => ({ ...truck, lastSeenInsideAt: '2026-11-23T12:00:30Z' })),
      guest('T-5', brewery, '06:00'),
    ];
    const { shown: board, waiting } = holdBoard(shown, boardOf(later, everything, nowMs + 60_000));
    expect(names(board)).toEqual(names(shown));
    expect(waiting).toBe(1);
    expect(board[0]?.places[0]?.guests[0]).toMatchObject({ truckNumber: 'T-1', left: true });
    expect(board[0]?.places[1]?.guests[0]).toMatchObject({
      left: false,
      lastSeenInsideAt: '2026-11-23T12:00:30Z',
    });
  });
});
