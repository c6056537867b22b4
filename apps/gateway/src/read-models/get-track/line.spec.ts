import type { TrackPoint } from '@watch-tower/contracts';
import { gapsBetween, pointsAlong, segmentsOf, simplifySegments } from './line.js';

const start = Date.parse('2026-11-23T08:00:00Z');
const minuteMs = 60_000;

const point = (minutes: number, verdict: TrackPoint['verdict'] = 'good', latitude = 6): TrackPoint => ({
  deviceTime: new Date(start + minutes * minuteMs).toISOString(),
  receivedAt: new Date(start + minutes * minuteMs).toISOString(),
  lagSeconds: 0,
  latitude,
  longitude: 3 + minutes / 1_000,
  speedKmh: null,
  headingDegrees: null,
  ignition: null,
  channel: 'webhook',
  late: false,
  verdict,
});

describe('the line of a track', () => {
  const times = [0, 5, 15, 26, 27, 28];
  const points = [...times.map((minutes) => point(minutes)), point(40)];

  it('is cut where it is silent for longer than allowed, and not at exactly that', () => {
    const segments = segmentsOf(points, 10 * minuteMs);
    expect(segments.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(gapsBetween(segments)).toEqual([
      { from: point(15).deviceTime, to: point(26).deviceTime, seconds: 660 },
      { from: point(28).deviceTime, to: point(40).deviceTime, seconds: 720 },
    ]);
  });

  it('has no part in outliers and replaced fixes: silence is that of good ones', () => {
    const all = [point(0), point(8, 'outlier', 9), point(9, 'replaced'), point(16)];
    expect(gapsBetween(segmentsOf(all, 10 * minuteMs))).toHaveLength(1);
  });

  it('simplified keeps the ends of gaps, and outliers beside it', () => {
    const all = [point(0), point(5), point(7, 'outlier', 9), point(10), point(30), point(35), point(40)];
    const segments = simplifySegments(segmentsOf(all, 10 * minuteMs), 50);
    expect(segments).toEqual([
      [point(0), point(10)],
      [point(30), point(40)],
    ]);
    expect(pointsAlong(all, segments)).toEqual([
      point(0),
      point(7, 'outlier', 9),
      point(10),
      point(30),
      point(40),
    ]);
  });

  it('of nothing is nothing', () => {
    expect(gapsBetween(segmentsOf([], minuteMs))).toEqual([]);
    expect(pointsAlong([], simplifySegments([], 10))).toEqual([]);
  });
});
