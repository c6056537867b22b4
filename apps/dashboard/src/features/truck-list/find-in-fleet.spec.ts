import { aTruck } from '../../testing/a-truck.js';
import { fromSnapshot } from '../live-trucks/live-trucks.js';
import { countByMotion, findInFleet } from './find-in-fleet.js';

const fleet = fromSnapshot(
  new Map(),
  [
    aTruck({ truckId: '1', number: 'KBX 123-A', motion: 'idling', ageSeconds: 10 }),
    aTruck({ truckId: '2', number: 'T11985LA', motion: 'moving', ageSeconds: 300 }),
    aTruck({ truckId: '3', number: 'AAA 12 XY', motion: 'moving', ageSeconds: 20 }),
  ],
  1_000_000,
);
const numbers = (filter: Parameters<typeof findInFleet>[1]): string[] =>
  findInFleet(fleet, filter).map(({ number }) => number);

describe('finding in the fleet', () => {
  it('is by number when nothing is asked for', () => {
    expect(numbers({ text: '', motion: null, order: 'number' })).toEqual([
      'AAA 12 XY',
      'KBX 123-A',
      'T11985LA',
    ]);
  });

  it.each(['kbx123a', 'KBX-123', ' bx 12'])('finds a plate however it is written: %p', (text) => {
    expect(numbers({ text, motion: null, order: 'number' })).toEqual(['KBX 123-A']);
  });

  it('by motion leaves the others out', () => {
    expect(numbers({ text: '', motion: 'moving', order: 'number' })).toEqual(['AAA 12 XY', 'T11985LA']);
  });

  it('puts the truck that was silent longest first when asked', () => {
    expect(numbers({ text: '', motion: null, order: 'oldest' })).toEqual([
      'T11985LA',
      'AAA 12 XY',
      'KBX 123-A',
    ]);
  });

  it('counts every motion among what the text finds', () => {
    expect(countByMotion(fleet, '')).toEqual({ all: 3, moving: 2, idling: 1, stationary: 0, outdated: 0 });
    expect(countByMotion(fleet, '119')).toEqual({ all: 1, moving: 1, idling: 0, stationary: 0, outdated: 0 });
  });
});
