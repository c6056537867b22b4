/** A point on the earth, WGS 84, in degrees. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

// Taken once, as in random.ts: these are called for every second of a week.
const { sin, cos, asin, sqrt, min, abs, atan2 } = Math;
const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;
const METRES_PER_DEGREE = EARTH_RADIUS_M * RADIANS;

/** Great-circle distance in metres (haversine). */
export function distanceM(a: Point, b: Point): number {
  const sinLat = sin(((b.lat - a.lat) * RADIANS) / 2);
  const sinLon = sin(((b.lon - a.lon) * RADIANS) / 2);
  const h = sinLat ** 2 + cos(a.lat * RADIANS) * cos(b.lat * RADIANS) * sinLon ** 2;
  return 2 * EARTH_RADIUS_M * asin(min(1, sqrt(h)));
}

/** Direction from `a` to `b` in degrees clockwise from north, 0 ≤ heading < 360. Good for nearby points. */
export function headingDeg(a: Point, b: Point): number {
  const east = (b.lon - a.lon) * cos(a.lat * RADIANS);
  return (atan2(east, b.lat - a.lat) / RADIANS + 360) % 360;
}

/** The smaller angle between two headings, 0 … 180 degrees. */
export function turnDeg(a: number, b: number): number {
  const turn = abs(a - b) % 360;
  return turn > 180 ? 360 - turn : turn;
}

/** `from`, moved by metres to the east and to the north. */
export function moved(from: Point, eastM: number, northM: number): Point {
  return {
    lat: from.lat + northM / METRES_PER_DEGREE,
    lon: from.lon + eastM / (METRES_PER_DEGREE * cos(from.lat * RADIANS)),
  };
}

/** `from`, moved to the right of a direction of travel. */
export function movedRight(from: Point, heading: number, rightM: number): Point {
  return moved(from, cos(heading * RADIANS) * rightM, -sin(heading * RADIANS) * rightM);
}

/** Between two nearby points; `share` 0 is the first, 1 the second. */
export function between(a: Point, b: Point, share: number): Point {
  return { lat: a.lat + (b.lat - a.lat) * share, lon: a.lon + (b.lon - a.lon) * share };
}
