import type { TruckAtLocation } from '@watch-tower/contracts';
import { presenceOf, secondsThere, toBoard } from './board.js';

const nowMs = Date.UTC(2026, 2, 1, 12);
const ago = (minutes: number): string => new Date(nowMs - minutes * 60_000).toISOString();

const present = (facts: Partial<TruckAtLocation>): TruckAtLocation => ({
  truckId: 't1',
  truckNumber: 'T1',
  locationId: 'apapa',
  locationName: 'Apapa',
  locationType: 'terminal',
  visitId: 'v',
  status: 'confirmed',
  since: ago(30),
  lastSeenInsideAt: ago(1),
  silentSince: null,
  stale: false,
  ...facts,
});

describe('the board', () => {
  it('has the fullest places of each type first, and in each who came first', () => {
    const board = toBoard([
      present({ truckId: 'a', since: ago(10) }),
      present({ truckId: 'b', since: ago(50) }),
      present({ truckId: 'c', locationId: 'tincan', locationName: 'Tin Can' }),
      present({ truckId: 'd', locationId: 'x', locationName: null, locationType: null }),
      present({ truckId: 'e', locationId: 'brewery', locationType: 'client' }),
    ]);
    expect(board.map(({ type, trucks }) => [type, trucks])).toEqual([
      ['terminal', 3],
      ['client', 1],
      [null, 1],
    ]);
    expect(board[0]?.places.map(({ trucks }) => trucks.map(({ truckId }) => truckId))).toEqual([
      ['b', 'a'],
      ['c'],
    ]);
  });

  it('counts a truck that is in two fences once', () => {
    const [terminals] = toBoard([present({}), present({ locationId: 'gate', locationName: 'Gate' })]);
    expect(terminals?.trucks).toBe(1);
    expect(terminals?.places).toHaveLength(2);
  });
});

describe('a truck at a place', () => {
  it.each([
    ['is there', {}, 'present'],
    ['may only drive by', { status: 'provisional' }, 'provisional'],
    ['may have left when it is silent', { status: 'provisional', silentSince: ago(12) }, 'silent'],
    ['stays long at a client after two hours', { locationType: 'client', since: ago(121) }, 'long'],
    ['may stay as long as it takes in a terminal', { since: ago(600) }, 'present'],
  ] as const)('%s', (_, facts, presence) => expect(presenceOf(present(facts), nowMs)).toBe(presence));

  it('is counted as there only as far as it was seen', () => {
    expect(secondsThere(present({}), nowMs)).toBe(1_800);
    expect(secondsThere(present({ silentSince: ago(15), lastSeenInsideAt: ago(20) }), nowMs)).toBe(600);
  });
});
