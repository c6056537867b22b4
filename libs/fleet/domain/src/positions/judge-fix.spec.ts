import type { Fix } from './fix.js';
import { judgeFix, type JudgementLimits } from './judge-fix.js';

const receivedAtMs = Date.parse('2026-03-01T12:00:00Z');
const limits: JudgementLimits = {
  earliestMs: Date.parse('2015-01-01T00:00:00Z'),
  futureToleranceMs: 300_000,
  horizonMs: Date.parse('2026-02-01T00:00:00Z'),
};
const good: Fix = {
  deviceTimeMs: receivedAtMs - 5_000,
  latitude: 6.44,
  longitude: 3.36,
  speedKmh: 12,
  headingDegrees: 90,
  ignition: true,
};
const at = (deviceTime: string): Fix => ({ ...good, deviceTimeMs: Date.parse(deviceTime) });

describe('judging a fix', () => {
  it.each<[string, Fix, string | null]>([
    ['an ordinary fix', good, null],
    ['the border of the range', { ...good, latitude: -90, longitude: 180 }, null],
    ['a latitude beyond the pole', { ...good, latitude: 90.000001 }, 'out_of_range'],
    ['a longitude beyond 180', { ...good, longitude: -180.1 }, 'out_of_range'],
    ['exactly 0,0', { ...good, latitude: 0, longitude: 0 }, 'zero_coordinates'],
    ['minus 0,0', { ...good, latitude: -0, longitude: 0 }, 'zero_coordinates'],
    ['a place on the equator', { ...good, latitude: 0 }, null],
    ['5 minutes ahead', at('2026-03-01T12:05:00Z'), null],
    ['more than 5 minutes ahead', at('2026-03-01T12:05:01Z'), 'future'],
    ['before 2015', at('2014-12-31T23:59:59Z'), 'too_early'],
    ['the beginning of the oldest kept day', at('2026-02-01T00:00:00Z'), null],
    ['a second before the oldest kept day', at('2026-01-31T23:59:59Z'), 'too_late'],
  ])('%s', (_, fix, reason) => {
    expect(judgeFix(fix, receivedAtMs, limits)).toBe(reason);
  });
});
