import fc from 'fast-check';
import { cellNoise, createRandom } from './random.js';

describe('random', () => {
  it('gives the same sequence for the same name and another for another name', () => {
    const take = (...name: (string | number)[]) => {
      const random = createRandom(...name);
      return Array.from({ length: 20 }, random.next);
    };
    expect(take(1, 'T1')).toEqual(take(1, 'T1'));
    expect(take(1, 'T1')).not.toEqual(take(1, 'T2'));
    expect(take(1, 'T1')).not.toEqual(take(2, 'T1'));
  });

  it('stays in [0, 1) and spreads evenly', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed);
        const values = Array.from({ length: 2000 }, random.next);
        expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
        expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
      }),
      { numRuns: 20 },
    );
  });

  it('gives cells values between 0 and 1 that differ from their neighbours', () => {
    const row = Array.from({ length: 200 }, (_, i) => cellNoise(1, i, 7));
    expect(row.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(row).size).toBe(200);
  });
});
