import { aTrip } from '../../testing/a-trip.js';
import { aTruck } from '../../testing/a-truck.js';
import { newerPosition, newerTrip } from './live-trip.js';

describe('a trip that is followed', () => {
  it('is the one with the higher version, whichever came first', () => {
    const older = aTrip({ version: 3 });
    const newer = aTrip({ version: 4 });
    expect(newerTrip(older, newer)).toBe(newer);
    expect(newerTrip(newer, older)).toBe(newer);
    expect(newerTrip(null, older)).toBe(older);
  });

  it('is the one that knows more of its mirror at LocoNav, where nothing else changed', () => {
    const mirror = { state: 'mirrored', since: '', reason: null, nextTryAt: null, trackUrl: null } as const;
    const first = aTrip({ version: 3 });
    const mirrored = aTrip({ version: 3, loconav: { ...mirror, version: 1 } });
    expect(newerTrip(first, mirrored)).toBe(mirrored);
    expect(newerTrip(mirrored, first)).toBe(mirrored);
    expect(newerTrip(mirrored, aTrip({ version: 2, loconav: { ...mirror, version: 2 } }))).toBe(mirrored);
  });

  it('is not held back by another trip', () => {
    const another = aTrip({ id: 'another', version: 9 });
    const trip = aTrip({ version: 1 });
    expect(newerTrip(another, trip)).toBe(trip);
  });
});

describe('the position of its truck', () => {
  it('never goes back', () => {
    const known = newerPosition(null, aTruck({ version: 5 }), 0);
    expect(newerPosition(known, aTruck({ version: 4 }), 0)).toBe(known);
    expect(newerPosition(known, aTruck({ version: 6 }), 0).version).toBe(6);
  });

  it('follows a swap to a truck with a lower version', () => {
    const known = newerPosition(null, aTruck({ truckId: 'a', version: 50 }), 0);
    expect(newerPosition(known, aTruck({ truckId: 'b', version: 2 }), 0)).toMatchObject({ truckId: 'b' });
  });
});
