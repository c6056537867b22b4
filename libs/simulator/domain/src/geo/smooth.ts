import { between, distanceM, type Point } from './geometry.js';

/**
 * The curve through `b` → `c` with its neighbours `a` and `d`: a centripetal Catmull–Rom spline, which
 * passes through every surveyed point and, unlike the uniform one, never makes loops at sharp corners.
 * Yields points after `b` up to and with `c`, about `stepM` apart.
 */
export function* curve(a: Point, b: Point, c: Point, d: Point, stepM: number): Generator<Point> {
  const t1 = knot(a, b);
  const t2 = t1 + knot(b, c);
  const t3 = t2 + knot(c, d);
  const steps = Math.max(1, Math.round(distanceM(b, c) / stepM));
  for (let step = 1; step < steps; step++) {
    const t = t1 + ((t2 - t1) * step) / steps;
    const ab = between(a, b, t / t1);
    const bc = between(b, c, (t - t1) / (t2 - t1));
    const cd = between(c, d, (t - t2) / (t3 - t2));
    yield between(between(ab, bc, t / t2), between(bc, cd, (t - t1) / (t3 - t1)), (t - t1) / (t2 - t1));
  }
  yield c;
}

/** Never 0: the spline divides by it, and two equal points must not make it NaN. */
function knot(a: Point, b: Point): number {
  return Math.sqrt(Math.max(1, distanceM(a, b)));
}
