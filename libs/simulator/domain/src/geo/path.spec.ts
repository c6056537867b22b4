import { jest } from '@jest/globals';
import { distanceM, turnDeg } from './geometry.js';
import { buildPath, pathAt } from './path.js';
import { placesOfType } from '../world/places.js';
import { routeBetween } from '../world/route.js';

// Days of driving are computed: seconds of work, and more on a busy machine.
jest.setTimeout(60_000);

const routes = [
  ...placesOfType('client').map((to) => ({ from: 'apapa' as const, to })),
  ...placesOfType('terminal').map((to) => ({ from: 'amuwo-depot' as const, to })),
].map(({ from, to }) => ({ from, to, stretches: routeBetween(from, to).stretches }));

describe('distance', () => {
  it('is the great circle between two known points', () => {
    // Lagos and Ibadan city centres: 119 km by any map.
    expect(distanceM({ lat: 6.4541, lon: 3.3947 }, { lat: 7.3776, lon: 3.947 })).toBeCloseTo(119_500, -3);
  });
});

describe('path', () => {
  it.each(routes)('from $from to $to passes every surveyed point within a road’s width', ({ stretches }) => {
    const path = buildPath(stretches);
    const driven = Array.from({ length: Math.floor(path.lengthM / 10) + 1 }, (_, i) => pathAt(path, i * 10));
    const missed = stretches
      .flatMap(({ points }) => points)
      .filter((point) => !driven.some((at) => distanceM(point, at) < 20));
    expect(missed).toEqual([]);
  });

  it.each(routes)('from $from to $to has no jump, and its corners are slow', ({ stretches }) => {
    const path = buildPath(stretches);
    const driven = Array.from({ length: Math.floor(path.lengthM) }, (_, atM) => pathAt(path, atM));
    const pairs = driven.slice(1).map((now, i) => ({ before: driven[i] ?? now, now }));
    expect(pairs.filter(({ before, now }) => distanceM(before, now) > 2)).toEqual([]);
    const corners = pairs.filter(({ before, now }) => turnDeg(before.heading, now.heading) > 45);
    expect(corners.filter(({ before }) => before.capMps > 20 / 3.6)).toEqual([]);
  });
});
