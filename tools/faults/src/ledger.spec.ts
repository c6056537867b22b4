import { Ledger, fixKey, quantile } from './ledger.js';
import { seeded } from '@watch-tower/testing';

describe('ledger', () => {
  it('an accepted fix stays accepted, whatever a later copy is answered', () => {
    const ledger = new Ledger();
    ledger.noteFixes([fixKey('truck', 1)], 'accepted');
    ledger.noteFixes([fixKey('truck', 1)], 'refused');
    expect(ledger.acceptedFixes()).toEqual(['truck@1']);
  });

  it('counts a trip once its id is known', () => {
    const ledger = new Ledger();
    ledger.noteTrip('key', 'unknown');
    expect(ledger.acceptedTripIds()).toEqual([]);
    ledger.noteTrip('key', 'accepted', 'trip-1');
    ledger.noteTrip('key', 'unknown');
    expect(ledger.acceptedTripIds()).toEqual(['trip-1']);
    expect([ledger.count('accepted'), ledger.count('unknown')]).toEqual([1, 0]);
  });
});

it.each([
  [[], 0],
  [[7], 7],
  [[5, 1, 4, 2, 3], 5],
])('the 99th percentile of %j is %d', (figures, expected) => {
  expect(quantile(figures, 0.99)).toBe(expected);
});

it('a seed tells the same story again', () => {
  const tell = () => Array.from({ length: 5 }, seeded(7));
  expect(tell()).toEqual(tell());
  expect(tell().every((number) => number >= 0 && number < 1)).toBe(true);
});
