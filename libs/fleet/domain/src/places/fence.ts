import type { Coordinates } from '../positions/fix.js';
import { distanceM } from './distance.js';

/** `[longitude, latitude]`, as in GeoJSON. */
type Corner = readonly [number, number];

/** A circle, or a polygon as a closed ring: its last corner is its first. */
export type Fence =
  | {
      readonly shape: 'circle';
      readonly latitude: number;
      readonly longitude: number;
      readonly radiusM: number;
    }
  | { readonly shape: 'polygon'; readonly ring: readonly Corner[] };

export type FenceFault = {
  readonly code: 'fence_not_closed' | 'fence_degenerate' | 'fence_crosses_itself' | 'fence_too_large';
  readonly message: string;
};

/** As far across as the largest circle: 50 km of radius. */
const extentMaxM = 100_000;
const extentMinM = 10;

/**
 * What is wrong with a fence whose numbers are in range, or null. A polygon is one closed ring of at least
 * three different corners, between 10 m and 100 km across, whose sides meet nowhere but at its corners.
 */
export const faultOfFence = (fence: Fence): FenceFault | null => {
  if (fence.shape === 'circle') return null;
  const { ring } = fence;
  const first = ring[0];
  const last = ring.at(-1);
  if (first === undefined || last === undefined || !isSame(first, last)) {
    return { code: 'fence_not_closed', message: 'The last corner of a polygon must be its first.' };
  }
  const corners = ring.slice(0, -1);
  const distinct = new Set(corners.map(([longitude, latitude]) => `${longitude} ${latitude}`));
  const extentM = extentOfM(corners);
  if (distinct.size < 3 || extentM < extentMinM || isFlat(corners)) {
    return {
      code: 'fence_degenerate',
      message: `A polygon needs three corners that are not in line, and must be ${extentMinM} m across or more.`,
    };
  }
  if (extentM > extentMaxM) {
    return {
      code: 'fence_too_large',
      message: `A fence may be ${extentMaxM / 1_000} km across at most, and not reach over the 180th meridian.`,
    };
  }
  if (distinct.size < corners.length || crossesItself(corners)) {
    return {
      code: 'fence_crosses_itself',
      message: 'The sides of a polygon may meet only at its corners, and each corner may be named once.',
    };
  }
  return null;
};

/** The centre of a circle; of a polygon the centre of its area. */
export const centreOf = (fence: Fence): Coordinates => {
  if (fence.shape === 'circle') return { latitude: fence.latitude, longitude: fence.longitude };
  // Counted from a corner: far from the origin the products would lose the digits that matter.
  const [origin = [0, 0] as const] = fence.ring;
  let area = 0;
  let x = 0;
  let y = 0;
  fence.ring.forEach((corner, index) => {
    const next = fence.ring[index + 1];
    if (next === undefined) return;
    const [ax, ay] = [corner[0] - origin[0], corner[1] - origin[1]];
    const [bx, by] = [next[0] - origin[0], next[1] - origin[1]];
    const doubled = ax * by - bx * ay;
    area += doubled;
    x += (ax + bx) * doubled;
    y += (ay + by) * doubled;
  });
  return { latitude: origin[1] + y / (3 * area), longitude: origin[0] + x / (3 * area) };
};

const isSame = (a: Corner, b: Corner): boolean => a[0] === b[0] && a[1] === b[1];

/** Across the smallest box around the corners. */
const extentOfM = (corners: readonly Corner[]): number => {
  const longitudes = corners.map(([longitude]) => longitude);
  const latitudes = corners.map(([, latitude]) => latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  // Great circles are short over a pole or the 180th meridian, where a box this wide is no place.
  if (east - west > 10) return Number.POSITIVE_INFINITY;
  return distanceM({ latitude: south, longitude: west }, { latitude: north, longitude: east });
};

/** Above 0 where c lies left of the line from a to b, 0 where it is on it. */
const side = (a: Corner, b: Corner, c: Corner): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

const isFlat = (corners: readonly Corner[]): boolean => {
  const [a] = corners;
  const b = corners.find((corner) => a !== undefined && !isSame(a, corner));
  return a === undefined || b === undefined || corners.every((corner) => side(a, b, corner) === 0);
};

const crossesItself = (corners: readonly Corner[]): boolean => {
  const sides = corners.map(
    (corner, index) => [corner, corners[(index + 1) % corners.length] ?? corner] as const,
  );
  return sides.some(([a, b], i) =>
    sides.slice(i + 1).some(([c, d]) => {
      // Neighbours share a corner: they clash only where one folds back upon the other.
      if (b === c) return foldsBack(a, b, d);
      if (d === a) return foldsBack(c, d, b);
      return meet([a, b], [c, d]);
    }),
  );
};

const foldsBack = (a: Corner, b: Corner, c: Corner): boolean =>
  side(a, b, c) === 0 && (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0;

const meet = ([a, b]: readonly [Corner, Corner], [c, d]: readonly [Corner, Corner]): boolean => {
  const [ac, ad] = [side(a, b, c), side(a, b, d)];
  const [ca, cb] = [side(c, d, a), side(c, d, b)];
  if (ac !== ad && ca !== cb) return true;
  return (
    (ac === 0 && isWithin(a, b, c)) ||
    (ad === 0 && isWithin(a, b, d)) ||
    (ca === 0 && isWithin(c, d, a)) ||
    (cb === 0 && isWithin(c, d, b))
  );
};

/** Whether c, on the line through a and b, lies between them. */
const isWithin = (a: Corner, b: Corner, c: Corner): boolean =>
  Math.min(a[0], b[0]) <= c[0] &&
  c[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= c[1] &&
  c[1] <= Math.max(a[1], b[1]);
