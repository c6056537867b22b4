import { at, circle, square } from '../visits/testing/ground.js';
import { outsideM } from './outside.js';

describe('how far outside of a fence a point is', () => {
  it.each([
    ['in the middle of a circle', circle(0, 100), 0, 0, 0],
    ['outside of a circle', circle(0, 100), 130, 0, 30],
    ['in the middle of a square', square(0, 100), 0, 0, 0],
    ['on the side of a square', square(0, 100), 100, 0, 0],
    ['on the corner of a square', square(0, 100), 100, 100, 0],
    ['beside a square', square(0, 100), 150, 20, 50],
    ['off the corner of a square', square(0, 100), 130, 140, 50],
  ])('%s', (_, fence, eastM, northM, expected) => {
    expect(outsideM(fence, at(eastM, northM))).toBeCloseTo(expected, 1);
  });

  it('is nothing exactly inside and on the border', () => {
    expect(outsideM(square(0, 100), at(100, 0))).toBe(0);
    expect(outsideM(circle(0, 100), at(99.99, 0))).toBe(0);
  });

  it('is not misled by a ring on the other side of the Earth', () => {
    const ring = [
      [-179.9, 0],
      [-179, 0],
      [-179, 1],
      [-179.9, 1],
      [-179.9, 0],
    ].map(([x = 0, y = 0]) => [x, y] as const);
    const fence = { shape: 'polygon', ring } as const;
    expect(outsideM(fence, { latitude: 0.5, longitude: 0.5 })).toBeGreaterThan(1_000_000);
    expect(outsideM(fence, { latitude: 0.5, longitude: 179.9 })).toBeCloseTo(22_238, -2);
  });
});
