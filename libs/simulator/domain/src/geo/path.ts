import { between, distanceM, headingDeg, movedRight, turnDeg, type Point } from './geometry.js';
import { curve } from './smooth.js';

export type RoadClass = 'port' | 'urban' | 'highway' | 'yard';

/** A piece of road as it is driven, from its first point to its last. */
export interface Stretch {
  readonly points: readonly Point[];
  readonly roadClass: RoadClass;
  readonly limitKmh: number;
}

/**
 * A way to drive, sampled every `spacingM` metres, so that any place on it is found by a division. Columns of numbers: the
 * road to Ibadan has thousands of samples, and every truck under way holds a path.
 */
export interface Path {
  readonly lengthM: number;
  readonly spacingM: number;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly heading: Float64Array;
  /** What the road allows: its limit, the bend, and the bends ahead. */
  readonly capMps: Float64Array;
  readonly roadClass: readonly RoadClass[];
}

const SPACING_M = 20;
/** Half a carriageway: Nigeria drives on the right, and the two directions of a road are drawn apart. */
const LANE_OFFSET_M = 7;
/** The lane is left gradually at both ends, so that leaving a yard by the same road is not a jump. */
const LANE_TAPER_M = 150;
const BEND_LATERAL_MPS2 = 1.4;
const BEND_SLOWEST_MPS = 2.5;
const ANTICIPATION_MPS2 = 0.8;

/** Joins stretches, drawn through their points without corners, and works out how fast each metre can be driven. */
export function buildPath(stretches: readonly Stretch[]): Path {
  const { points, stretchOf } = drawCurve(stretches);
  const alongM = cumulativeM(points);
  const lengthM = alongM.at(-1) ?? 0;
  const count = Math.max(1, Math.round(lengthM / SPACING_M));
  const spacingM = lengthM / count;

  const centre: { point: Point; stretch: Stretch }[] = [];
  for (let i = 0, segment = 0; i <= count; i++) {
    while (segment < points.length - 2 && at(alongM, segment + 1) < i * spacingM) segment++;
    const start = at(alongM, segment);
    const share = Math.min(1, (i * spacingM - start) / Math.max(1e-9, at(alongM, segment + 1) - start));
    const point = between(at(points, segment), at(points, segment + 1), share);
    centre.push({ point, stretch: at(stretchOf, segment) });
  }

  const headings = centre.map(({ point }, i) => {
    const next = centre[i + 1]?.point;
    return next ? headingDeg(point, next) : headingDeg(at(centre, Math.max(0, i - 1)).point, point);
  });
  const caps = capSpeeds(
    headings,
    centre.map(({ stretch }) => stretch.limitKmh / 3.6),
    spacingM,
  );
  const lanes = centre.map(({ point }, i) => {
    const taper = Math.min(1, (i * spacingM) / LANE_TAPER_M, ((count - i) * spacingM) / LANE_TAPER_M);
    return movedRight(point, at(headings, i), LANE_OFFSET_M * taper);
  });
  return {
    lengthM,
    spacingM,
    lat: Float64Array.from(lanes, ({ lat }) => lat),
    lon: Float64Array.from(lanes, ({ lon }) => lon),
    heading: Float64Array.from(headings),
    capMps: Float64Array.from(caps),
    roadClass: centre.map(({ stretch }) => stretch.roadClass),
  };
}

// Taken once, as in random.ts.
const { min, max, floor } = Math;

/** Where `atM` metres along the path are, with heading, road class and the speed in m/s that the road allows there. */
export function pathAt(
  path: Path,
  atM: number,
): Point & { heading: number; capMps: number; roadClass: RoadClass } {
  const exact = min(max(atM / path.spacingM, 0), path.lat.length - 1);
  const index = min(floor(exact), path.lat.length - 2);
  const blend = (column: Float64Array) => {
    const from = at(column, index);
    return from + (at(column, index + 1) - from) * (exact - index);
  };
  return {
    lat: blend(path.lat),
    lon: blend(path.lon),
    heading: at(path.heading, index),
    capMps: blend(path.capMps),
    roadClass: at(path.roadClass, index),
  };
}

function drawCurve(stretches: readonly Stretch[]): { points: Point[]; stretchOf: Stretch[] } {
  const corners: Point[] = [];
  const cornerStretch: Stretch[] = [];
  for (const stretch of stretches) {
    for (const point of stretch.points) {
      const last = corners.at(-1);
      if (last && distanceM(last, point) < 1) cornerStretch[corners.length - 1] = stretch;
      else {
        corners.push(point);
        cornerStretch.push(stretch);
      }
    }
  }
  const first = corners[0];
  if (!first || corners.length < 2) throw new RangeError('A path needs two different points');
  const points = [first];
  const stretchOf: Stretch[] = [];
  for (let i = 0; i < corners.length - 1; i++) {
    const b = at(corners, i);
    const c = at(corners, i + 1);
    for (const point of curve(corners[i - 1] ?? b, b, c, corners[i + 2] ?? c, SPACING_M / 2)) {
      points.push(point);
      stretchOf.push(at(cornerStretch, i));
    }
  }
  return { points, stretchOf };
}

/** Bends slow a truck down, and it begins to brake before them: one pass for the bends, one backwards. */
function capSpeeds(headings: readonly number[], limitsMps: readonly number[], spacingM: number): number[] {
  const caps = limitsMps.map((limit, i) => {
    const turn = (turnDeg(at(headings, Math.max(0, i - 1)), at(headings, i)) * Math.PI) / 180;
    const bend = turn > 1e-6 ? Math.sqrt((BEND_LATERAL_MPS2 * spacingM) / turn) : limit;
    return Math.max(BEND_SLOWEST_MPS, Math.min(limit, bend));
  });
  for (let i = caps.length - 2; i >= 0; i--) {
    caps[i] = Math.min(at(caps, i), Math.sqrt(at(caps, i + 1) ** 2 + 2 * ANTICIPATION_MPS2 * spacingM));
  }
  return caps;
}

function cumulativeM(points: readonly Point[]): number[] {
  let total = 0;
  return points.map((point, i) => {
    const before = points[i - 1];
    if (before) total += distanceM(before, point);
    return total;
  });
}

function at<T>(items: ArrayLike<T>, index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No element ${index} of ${items.length}`);
  return item;
}
