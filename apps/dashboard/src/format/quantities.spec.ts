import { formatAge, formatCoordinates, formatHeading, formatSpeed } from './quantities.js';

describe('formatAge', () => {
  it.each([
    [0.9, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [3_599, '59 min'],
    [3_600, '1 h 00'],
    [7_500, '2 h 05'],
    [47 * 3_600, '47 h 00'],
    [48 * 3_600, '2 d'],
  ])('%p seconds is %p', (seconds, text) => {
    expect(formatAge(seconds)).toBe(text);
  });
});

describe('formatHeading', () => {
  it.each([
    [0, '000° N'],
    [44.6, '045° NE'],
    [337, '337° NW'],
    [338, '338° N'],
    [359.7, '000° N'],
    [null, '–'],
  ])('%p is %p', (degrees, text) => {
    expect(formatHeading(degrees)).toBe(text);
  });
});

it('shows speed in whole km/h, and that it is not known', () => {
  expect(formatSpeed(42.4)).toBe('42 km/h');
  expect(formatSpeed(null)).toBe('–');
});

it('shows coordinates to the metre, latitude first', () => {
  expect(formatCoordinates(6.4378, 3.382777)).toBe('6.43780, 3.38278');
});
