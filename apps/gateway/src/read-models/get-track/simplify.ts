type Coordinates = { readonly latitude: number; readonly longitude: number };

const metresPerDegree = (6_371_008.8 * Math.PI) / 180;

/** Bounds the work, which in the worst case grows with the square of a piece. */
const pieceMax = 1_000;

/**
 * Leaves out points that are no farther than `toleranceM` metres from the line without them (Douglas and Peucker,
 * 1973). The points that remain are those that came, in their order, the first and the last always among them.
 */
export const simplify = <P extends Coordinates>(points: readonly P[], toleranceM: number): P[] => {
  const kept: P[] = points.slice(0, 1);
  for (let from = 0; from < points.length - 1; from += pieceMax) {
    const piece = points.slice(from, from + pieceMax + 1);
    kept.push(...simplifyPiece(piece, toleranceM).slice(1));
  }
  return kept;
};

const simplifyPiece = <P extends Coordinates>(points: readonly P[], toleranceM: number): P[] => {
  const last = points.length - 1;
  const isKept = new Uint8Array(points.length);
  isKept[0] = isKept[last] = 1;
  const spans: [number, number][] = [[0, last]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const farthest = farthestOf(points, span);
    if (farthest.distanceM <= toleranceM) continue;
    isKept[farthest.index] = 1;
    spans.push([span[0], farthest.index], [farthest.index, span[1]]);
  }
  return points.filter((_, index) => isKept[index] === 1);
};

const farthestOf = (points: readonly Coordinates[], [from, to]: readonly [number, number]) => {
  const farthest = { index: from, distanceM: 0 };
  const [a, b] = [points[from], points[to]];
  if (a === undefined || b === undefined) return farthest;
  for (const [offset, point] of points.slice(from + 1, to).entries()) {
    const distanceM = distanceToLineM(point, a, b);
    if (distanceM > farthest.distanceM) Object.assign(farthest, { index: from + 1 + offset, distanceM });
  }
  return farthest;
};

/** From a point to the line between two others, on the plane that touches the Earth at the point. */
export const distanceToLineM = (point: Coordinates, a: Coordinates, b: Coordinates): number => {
  const scale = Math.cos((point.latitude * Math.PI) / 180);
  const x = (of: Coordinates): number => aroundTheEarth(of.longitude - point.longitude) * scale;
  const [ax, ay, bx, by] = [x(a), a.latitude - point.latitude, x(b), b.latitude - point.latitude];
  const [dx, dy] = [bx - ax, by - ay];
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / lengthSquared));
  return Math.hypot(ax + along * dx, ay + along * dy) * metresPerDegree;
};

const aroundTheEarth = (degrees: number): number =>
  degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
