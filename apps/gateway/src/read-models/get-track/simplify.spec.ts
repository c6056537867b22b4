import fc from 'fast-check';
import { distanceToLineM, simplify } from './simplify.js';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

describe('simplifying a line', () => {
  it('leaves out what lies on the way, and keeps a corner', () => {
    const line = [at(6, 3), at(6, 3.1), at(6, 3.2), at(6.1, 3.2), at(6.2, 3.2)];
    expect(simplify(line, 10)).toEqual([at(6, 3), at(6, 3.2), at(6.2, 3.2)]);
  });

  it('keeps a turn-round, which is off no endless line', () => {
    expect(simplify([at(6, 3), at(6, 3.5), at(6, 3.1)], 10)).toHaveLength(3);
  });

  it.each([0, 1, 2])('leaves %d points as they are', (count) => {
    const line = [at(6, 3), at(6, 3)].slice(0, count);
    expect(simplify(line, 10)).toEqual(line);
  });

  it('measures metres: a degree of longitude is shorter in the north', () => {
    expect(distanceToLineM(at(0, 1), at(-1, 0), at(1, 0))).toBeCloseTo(111_195, -1);
    expect(distanceToLineM(at(60, 1), at(59, 0), at(61, 0))).toBeCloseTo(55_597, -1);
    expect(distanceToLineM(at(0, 179.5), at(-1, -179.5), at(1, -179.5))).toBeCloseTo(111_195, -1);
  });

  it('loses nothing that is farther from the line than the tolerance, order and ends stay', () => {
    const point = fc.record({
      latitude: fc.double({ min: 6, max: 6.1, noNaN: true }),
      longitude: fc.double({ min: 3, max: 3.1, noNaN: true }),
    });
    const some = fc.array(point, { minLength: 2, maxLength: 1_500 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 3_000 }), (line, toleranceM) => {
        const kept = simplify(line, toleranceM);
        const places = kept.map((one) => line.indexOf(one));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect([places[0], places.at(-1)]).toEqual([0, line.length - 1]);
        kept.slice(1).forEach((b, index) => {
          const a = kept[index] ?? b;
          for (const left of line.slice((places[index] ?? 0) + 1, places[index + 1]))
            expect(distanceToLineM(left, a, b)).toBeLessThanOrEqual(toleranceM);
        });
      }),
      { numRuns: 100, seed: 4 },
    );
  });

  it('takes a bounded time for a curve that splits at its edge each time', () => {
    const spiral = Array.from({ length: 25_000 }, (_, step) =>
      at(6 + (step / 25_000) ** 8, 3 + step / 25_000),
    );
    const kept = simplify(spiral, 1);
    expect(kept.length).toBeLessThan(spiral.length);
  });
});
