import { roads } from './roads.js';
import { readLine, smooth } from './smooth.js';
import { placeNames, towns } from './towns.js';
import { coast, creeks, lagoons } from './water.js';

describe('a smooth curve', () => {
  const corner = readLine('6 3, 6.1 3, 6.1 3.1');

  it('passes through every point it was made from, and ends at the last', () => {
    const curve = smooth(corner, 500);
    for (const point of corner) expect(curve).toContainEqual(point);
    expect(curve.at(-1)).toEqual(corner.at(-1));
  });

  it('has its points about as far apart as asked', () => {
    const curve = smooth(corner, 1_000);
    expect(curve.length).toBe(23);
  });

  it('that is closed ends where it began', () => {
    const curve = smooth(corner, 1_000, true);
    expect(curve.at(-1)).toEqual(curve[0]);
  });

  it('goes through a point that is there twice without falling out of the numbers', () => {
    for (const [lon, lat] of smooth(readLine('6 3, 6 3, 6.1 3'), 500))
      expect(Number.isFinite(lon + lat)).toBe(true);
  });
});

it('every line of the base map is readable and in south-western Nigeria or off its coast', () => {
  const lines = [
    ...Object.values(coast),
    ...lagoons,
    ...towns,
    ...[...roads, ...creeks].map(({ line }) => line),
    ...placeNames.map(({ at }) => at),
  ];
  for (const line of lines)
    for (const [lon, lat] of readLine(line)) {
      expect(lat).toBeGreaterThan(5.8);
      expect(lat).toBeLessThan(8.1);
      expect(lon).toBeGreaterThan(2.1);
      expect(lon).toBeLessThan(5.1);
    }
});
