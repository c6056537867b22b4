import { aTruck } from '../../testing/a-truck.js';
import { ageSecondsOf, arrived, fromSnapshot, without, withPositions } from './live-trucks.js';

const nowMs = 1_000_000;
const none = new Map();

describe('a snapshot', () => {
  it('replaces what was known', () => {
    const known = fromSnapshot(none, [aTruck({ truckId: 'a' }), aTruck({ truckId: 'b' })], nowMs);
    expect([...fromSnapshot(known, [aTruck({ truckId: 'b' })], nowMs).keys()]).toEqual(['b']);
  });

  it('keeps a higher version that came before it', () => {
    const known = fromSnapshot(none, [aTruck({ version: 7, latitude: 6.7 })], nowMs);
    const [truck] = fromSnapshot(known, [aTruck({ version: 5, latitude: 6.5 })], nowMs).values();
    expect(truck).toMatchObject({ version: 7, latitude: 6.7 });
  });
});

describe('newer positions', () => {
  const known = fromSnapshot(none, [aTruck({ truckId: 'a', version: 3 }), aTruck({ truckId: 'b' })], nowMs);

  it('take the place of older ones, and leave the other trucks alone', () => {
    const after = withPositions(known, [aTruck({ truckId: 'a', version: 4, speedKmh: 10 })], nowMs);
    expect(after.get('a')).toMatchObject({ version: 4, speedKmh: 10 });
    expect(after.get('b')).toBe(known.get('b'));
  });

  it('are ignored when not newer, without a change of the map', () => {
    expect(withPositions(known, [aTruck({ truckId: 'a', version: 3, speedKmh: 10 })], nowMs)).toBe(known);
    expect(withPositions(known, [aTruck({ truckId: 'a', version: 2 })], nowMs)).toBe(known);
  });

  it('add a truck that was not known', () => {
    expect(withPositions(known, [aTruck({ truckId: 'c' })], nowMs).size).toBe(3);
  });

  it('of one truck twice in a packet leave the higher version, in either order', () => {
    const older = aTruck({ truckId: 'a', version: 8 });
    const newer = aTruck({ truckId: 'a', version: 9 });
    for (const packet of [
      [older, newer],
      [newer, older],
    ])
      expect(withPositions(known, packet, nowMs).get('a')?.version).toBe(9);
  });
});

it('forgets trucks that are gone, and them alone', () => {
  const known = fromSnapshot(none, [aTruck({ truckId: 'a' }), aTruck({ truckId: 'b' })], nowMs);
  expect([...without(known, ['a', 'unknown']).keys()]).toEqual(['b']);
});

describe('the age of a truck', () => {
  it('ticks on from the age the server gave', () => {
    const truck = arrived(aTruck({ ageSeconds: 5 }), nowMs);
    expect(ageSecondsOf(truck, nowMs)).toBe(5);
    expect(ageSecondsOf(truck, nowMs + 10_000)).toBe(15);
  });

  it('is never negative, even of a fix from the near future', () => {
    expect(ageSecondsOf(arrived(aTruck({ ageSeconds: -3 }), nowMs), nowMs)).toBe(0);
  });
});
