import { fenceCentre, fenceRing } from './fence-ring.js';

const circle = { shape: 'circle', latitude: 6.4378, longitude: 3.3828, radiusM: 300 } as const;

describe('the ring of a circle', () => {
  const ring = fenceRing(circle);

  it('is closed', () => {
    expect(ring.at(-1)).toEqual(ring[0]);
  });

  it('is its radius away from the centre in every direction', () => {
    for (const [lon = NaN, lat = NaN] of ring) {
      const northM = (lat - circle.latitude) * 111_195;
      const eastM = (lon - circle.longitude) * 111_195 * Math.cos((circle.latitude * Math.PI) / 180);
      expect(Math.hypot(northM, eastM)).toBeCloseTo(300, 0);
    }
  });

  it('is around its centre', () => {
    expect(fenceCentre(circle)).toEqual([3.3828, 6.4378]);
  });
});

describe('a polygon', () => {
  const fence = {
    shape: 'polygon' as const,
    ring: [
      [3, 6],
      [4, 6],
      [4, 7],
      [3, 7],
      [3, 6],
    ] as [number, number][],
  };

  it('is its own ring', () => {
    expect(fenceRing(fence)).toEqual(fence.ring);
  });

  it('has its name in the middle, the closing corner not counted twice', () => {
    expect(fenceCentre(fence)).toEqual([3.5, 6.5]);
  });
});
