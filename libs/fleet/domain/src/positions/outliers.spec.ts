import type { Sighting } from './fix.js';
import { verdictOf } from './outliers.js';

const metresOfLatitude = 1 / 111_195.08;

/** Some metres north of Apapa, some seconds after the hour. */
const seen = (seconds: number, northM: number): Sighting => ({
  deviceTimeMs: seconds * 1_000,
  latitude: 6.44 + northM * metresOfLatitude,
  longitude: 3.36,
});

describe('outliers', () => {
  it('is a jump there and back', () => {
    expect(verdictOf(seen(0, 0), seen(60, 5_000), seen(120, 0))).toBe('outlier');
  });

  it('is no fix that one neighbour can be reached from', () => {
    expect(verdictOf(seen(0, 0), seen(60, 5_000), seen(120, 5_100))).toBe('good');
    expect(verdictOf(seen(0, 5_100), seen(60, 5_000), seen(120, 0))).toBe('good');
  });

  it('is no fix within 500 m of a neighbour, however fast', () => {
    expect(verdictOf(seen(0, 0), seen(1, 499), seen(2, 0))).toBe('good');
    expect(verdictOf(seen(0, 0), seen(1, 501), seen(2, 0))).toBe('outlier');
  });

  it('begins above 200 km/h', () => {
    expect(verdictOf(seen(0, 0), seen(60, 3_333), seen(120, 0))).toBe('good');
    expect(verdictOf(seen(0, 0), seen(60, 3_334), seen(120, 0))).toBe('outlier');
  });

  it('is never the first nor the last', () => {
    expect(verdictOf(null, seen(60, 5_000), seen(120, 0))).toBe('good');
    expect(verdictOf(seen(0, 0), seen(60, 5_000), null)).toBe('good');
  });

  it('is none of two in a row that agree with each other', () => {
    const [a, b, c, d] = [seen(0, 0), seen(60, 9_000), seen(70, 9_000), seen(130, 0)];
    expect([verdictOf(a, b, c), verdictOf(b, c, d)]).toEqual(['good', 'good']);
  });
});
