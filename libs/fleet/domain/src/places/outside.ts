import type { Coordinates } from '../positions/fix.js';
import { distanceM, earthRadiusM, radians } from './distance.js';
import type { Fence } from './fence.js';

type Polygon = Extract<Fence, { shape: 'polygon' }>;

/** What rounding leaves of the distance of a point that lies on a side. */
const onTheBorderM = 0.001;

/**
 * How far outside of a fence a point lies, in metres; 0 inside and on the border. To a circle by the great
 * circle, to a polygon's nearest side on the plane that touches the Earth at the point.
 */
export const outsideM = (fence: Fence, point: Coordinates): number =>
  fence.shape === 'circle'
    ? Math.max(0, distanceM(fence, point) - fence.radiusM)
    : outsidePolygonM(fence, point);

const outsidePolygonM = ({ ring }: Polygon, point: Coordinates): number => {
  const [first = [0, 0] as const] = ring;
  // The whole ring lies on one side of the 180th meridian: the side that is nearer to the point.
  const turn = 360 * Math.round((first[0] - point.longitude) / 360);
  const metresEast = earthRadiusM * radians(1) * Math.cos(radians(point.latitude));
  const metresNorth = earthRadiusM * radians(1);
  let isInside = false;
  let nearestM = Number.POSITIVE_INFINITY;
  let [bx, by] = [0, 0];
  ring.forEach(([longitude, latitude], index) => {
    const [ax, ay] = [bx, by];
    bx = (longitude - turn - point.longitude) * metresEast;
    by = (latitude - point.latitude) * metresNorth;
    if (index === 0) return;
    // A ray from the point to the east leaves the ring as often as it enters it, but for once when inside.
    if (ay > 0 !== by > 0 && ax - (ay * (bx - ax)) / (by - ay) > 0) isInside = !isInside;
    nearestM = Math.min(nearestM, toSideM(ax, ay, bx, by));
  });
  return isInside || nearestM < onTheBorderM ? 0 : nearestM;
};

/** From the origin to the side between two corners. */
const toSideM = (ax: number, ay: number, bx: number, by: number): number => {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / squared));
  return Math.hypot(ax + along * dx, ay + along * dy);
};
