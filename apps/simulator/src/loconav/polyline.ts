import type { Point } from '@watch-tower/simulator-domain';

/** Google's encoded polyline (its published algorithm): differences of 1e-5 degrees in groups of five bits. */
export function encodePolyline(points: readonly Point[]): string {
  let [lat, lon] = [0, 0];
  let text = '';
  for (const point of points) {
    const [nextLat, nextLon] = [Math.round(point.lat * 1e5), Math.round(point.lon * 1e5)];
    text += encodeNumber(nextLat - lat) + encodeNumber(nextLon - lon);
    [lat, lon] = [nextLat, nextLon];
  }
  return text;
}

function encodeNumber(value: number): string {
  let rest = value < 0 ? ~(value << 1) : value << 1;
  let text = '';
  for (; rest >= 0x20; rest >>= 5) text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63);
  return text + String.fromCharCode(rest + 63);
}
