import { distanceM } from './distance.js';
import { centreOf, faultOfFence, type Fence } from './fence.js';

type Ring = Extract<Fence, { shape: 'polygon' }>['ring'];

const polygon = (...ring: Ring): Fence => ({ shape: 'polygon', ring });

/** A square of some 1.1 km at Apapa, moved by corners put in or left out. */
const square = polygon([3.36, 6.43], [3.37, 6.43], [3.37, 6.44], [3.36, 6.44], [3.36, 6.43]);

describe('fence', () => {
  it.each<[string, Fence]>([
    ['a circle', { shape: 'circle', latitude: 6.44, longitude: 3.36, radiusM: 200 }],
    ['a square', square],
    ['a triangle', polygon([3.36, 6.43], [3.37, 6.43], [3.37, 6.44], [3.36, 6.43])],
    [
      'a corner in the middle of a side',
      polygon([0, 0], [0.01, 0], [0.02, 0], [0.02, 0.02], [0, 0.02], [0, 0]),
    ],
    ['a hollow form', polygon([0, 0], [0.03, 0], [0.03, 0.03], [0.015, 0.01], [0, 0.03], [0, 0])],
  ])('takes %s', (_, fence) => {
    expect(faultOfFence(fence)).toBeNull();
  });

  it.each<[string, string, Fence]>([
    ['an open ring', 'fence_not_closed', polygon([3.36, 6.43], [3.37, 6.43], [3.37, 6.44], [3.36, 6.44])],
    ['one point', 'fence_degenerate', polygon([3.36, 6.43], [3.36, 6.43], [3.36, 6.43], [3.36, 6.43])],
    ['a line', 'fence_degenerate', polygon([0, 0], [0.01, 0.01], [0.02, 0.02], [0, 0])],
    ['a square of a metre', 'fence_degenerate', polygon([0, 0], [1e-5, 0], [1e-5, 1e-5], [0, 1e-5], [0, 0])],
    ['a bow tie', 'fence_crosses_itself', polygon([0, 0], [0.02, 0.02], [0.02, 0], [0, 0.02], [0, 0])],
    [
      'a corner named twice',
      'fence_crosses_itself',
      polygon([0, 0], [0.02, 0], [0.01, 0.01], [0.02, 0.02], [0, 0.02], [0.01, 0.01], [0, 0]),
    ],
    [
      'a spike that folds back on itself',
      'fence_crosses_itself',
      polygon([0, 0], [0.02, 0], [0.02, 0.02], [0.02, 0.01], [0, 0.01], [0, 0]),
    ],
    [
      'a corner on another side',
      'fence_crosses_itself',
      polygon([0, 0], [0.02, 0], [0.02, 0.02], [0.01, 0], [0, 0.02], [0, 0]),
    ],
    ['a whole country', 'fence_too_large', polygon([3, 6], [5, 6], [5, 8], [3, 6])],
    [
      'a box over the 180th meridian',
      'fence_too_large',
      polygon([179.99, 0], [-179.99, 0], [-179.99, 0.02], [179.99, 0]),
    ],
  ])('refuses %s as %s', (_, code, fence) => {
    expect(faultOfFence(fence)).toMatchObject({ code });
  });

  it('judges a ring of a thousand corners', () => {
    const ring = Array.from({ length: 999 }, (_, index) => {
      const angle = (2 * Math.PI * index) / 999;
      return [3.36 + 0.01 * Math.cos(angle), 6.44 + 0.01 * Math.sin(angle)] as const;
    });
    const [first = [0, 0] as const] = ring;
    expect(faultOfFence(polygon(...ring, first))).toBeNull();
  });

  it('has its centre in the middle of its area', () => {
    const { latitude, longitude } = centreOf(square);
    expect(latitude).toBeCloseTo(6.435, 9);
    expect(longitude).toBeCloseTo(3.365, 9);
    expect(centreOf({ shape: 'circle', latitude: 6.44, longitude: 3.36, radiusM: 200 })).toEqual({
      latitude: 6.44,
      longitude: 3.36,
    });
  });
});

describe('distance', () => {
  it('is the great circle on a sphere of 6,371,008.8 m', () => {
    const quarterM = (Math.PI / 2) * 6_371_008.8;
    expect(distanceM({ latitude: 0, longitude: 0 }, { latitude: 90, longitude: 0 })).toBeCloseTo(quarterM, 3);
    expect(distanceM({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(
      2 * quarterM,
      3,
    );
    expect(distanceM({ latitude: 6.44, longitude: 3.36 }, { latitude: 6.44, longitude: 3.36 })).toBe(0);
    // Across the 180th meridian it is short.
    expect(
      distanceM({ latitude: 0, longitude: 179.9995 }, { latitude: 0, longitude: -179.9995 }),
    ).toBeCloseTo(111.19, 1);
  });
});
