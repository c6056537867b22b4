import { formatOf } from './track-file.js';

describe('the format of a track', () => {
  it.each([
    [undefined, undefined, 'json'],
    [undefined, '*/*', 'json'],
    [undefined, 'text/csv', 'csv'],
    [undefined, 'application/gpx+xml, */*;q=0.1', 'gpx'],
    [undefined, 'application/json, text/csv', 'json'],
    ['gpx', 'text/csv', 'gpx'],
    ['json', 'text/csv', 'json'],
  ] as const)('named %s, accepting %s, is %s', (named, accept, format) => {
    expect(formatOf(named, accept)).toBe(format);
  });
});
