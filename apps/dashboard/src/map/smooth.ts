/** `[longitude, latitude]` in degrees, as in GeoJSON. */
export type LonLat = readonly [lon: number, lat: number];

const metresPerDegree = 111_000;

/** The points of a `latitude longitude, …` text. */
export function readLine(text: string): LonLat[] {
  return text.split(',').map((pair) => {
    const [lat = NaN, lon = NaN] = pair.trim().split(/\s+/).map(Number);
    return [lon, lat];
  });
}

/**
 * A curve through all points: a centripetal Catmull–Rom spline, which unlike the uniform one makes no loops at
 * sharp corners. Points lie about `stepM` apart. A closed curve ends where it began.
 */
export function smooth(points: readonly LonLat[], stepM: number, closed = false): LonLat[] {
  const count = points.length;
  const at = (i: number): LonLat =>
    points[closed ? (i + count) % count : Math.min(count - 1, Math.max(0, i))] ?? [NaN, NaN];
  const curve: LonLat[] = [at(0)];
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const t1 = knot(a, b);
    const t2 = t1 + knot(b, c);
    const t3 = t2 + knot(c, d);
    const steps = Math.max(1, Math.round(distanceM(b, c) / stepM));
    for (let step = 1; step < steps; step++) {
      const t = t1 + ((t2 - t1) * step) / steps;
      const ab = between(a, b, t / t1);
      const bc = between(b, c, (t - t1) / (t2 - t1));
      const cd = between(c, d, (t - t2) / (t3 - t2));
      curve.push(
        between(between(ab, bc, t / t2), between(bc, cd, (t - t1) / (t3 - t1)), (t - t1) / (t2 - t1)),
      );
    }
    curve.push(c);
  }
  return curve;
}

/** Near enough for drawing, this near the equator. */
const distanceM = (a: LonLat, b: LonLat): number => Math.hypot(a[0] - b[0], a[1] - b[1]) * metresPerDegree;

/** Never 0: the spline divides by it. */
const knot = (a: LonLat, b: LonLat): number => Math.sqrt(Math.max(1, distanceM(a, b)));

const between = (a: LonLat, b: LonLat, t: number): LonLat => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];
