import type { Track, TrackPoint } from '@watch-tower/contracts';
import { simplify } from './simplify.js';

export type Gap = Track['gaps'][number];

/** Good fixes without a silence in between. */
export type Segment = readonly TrackPoint[];

/** The line of a track: its good fixes in the order of device time, cut where it was silent for too long. */
export const segmentsOf = (points: readonly TrackPoint[], silenceMs: number): Segment[] => {
  const segments: TrackPoint[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    if (point.verdict !== 'good') continue;
    const timeMs = Date.parse(point.deviceTime);
    if (timeMs - lastMs > silenceMs) segments.push([]);
    segments.at(-1)?.push(point);
    lastMs = timeMs;
  }
  return segments;
};

/** What lies between segments. */
export const gapsBetween = (segments: readonly Segment[]): Gap[] =>
  segments.slice(1).flatMap((segment, index) => {
    const [from, to] = [segments[index]?.at(-1)?.deviceTime, segment[0]?.deviceTime];
    if (from === undefined || to === undefined) return [];
    return [{ from, to, seconds: (Date.parse(to) - Date.parse(from)) / 1_000 }];
  });

/** Each segment simplified by itself, so that its ends, and with them the gaps, stay. */
export const simplifySegments = (segments: readonly Segment[], toleranceM: number): Segment[] =>
  segments.map((segment) => simplify(segment, toleranceM));

/** Points without those that were left out of the line; what is no part of a line stays. */
export const pointsAlong = (points: readonly TrackPoint[], segments: readonly Segment[]): TrackPoint[] => {
  const line = new Set(segments.flat());
  return points.filter((point) => point.verdict !== 'good' || line.has(point));
};
