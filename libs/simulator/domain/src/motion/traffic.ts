import type { Point } from '../geo/geometry.js';
import type { RoadClass } from '../geo/path.js';
import { cellNoise } from '../random.js';

/** Share of the free speed that the hour leaves, from midnight to 23:00 in Lagos. */
const hourly: Record<RoadClass, readonly number[]> = {
  port: [
    0.85, 0.9, 0.95, 0.95, 0.85, 0.7, 0.55, 0.48, 0.42, 0.42, 0.45, 0.48, 0.5, 0.48, 0.45, 0.42, 0.4, 0.38,
    0.4, 0.45, 0.55, 0.65, 0.75, 0.8,
  ],
  urban: [
    1, 1, 1, 1, 1, 0.95, 0.7, 0.5, 0.45, 0.5, 0.6, 0.65, 0.65, 0.65, 0.62, 0.55, 0.46, 0.42, 0.42, 0.48, 0.62,
    0.78, 0.9, 0.95,
  ],
  highway: [
    1, 1, 1, 1, 1, 1, 0.92, 0.85, 0.82, 0.85, 0.9, 0.92, 0.92, 0.92, 0.9, 0.86, 0.82, 0.78, 0.8, 0.85, 0.9,
    0.95, 1, 1,
  ],
  yard: Array.from({ length: 24 }, () => 1),
};

const LAGOS_UTC_OFFSET_S = 3600;
const DAY_S = 86_400;
/** Jams live in cells of some 500 m and grow and dissolve over minutes. */
const CELLS_PER_DEGREE = 200;
const JAM_PERIOD_S = 180;
const CRAWL = 0.08;

/**
 * How freely traffic flows at a place and time, as a share of the free speed: 1 is an empty road, never below 0.08.
 * Everyone at one place at one time meets the same traffic; one direction knows nothing of the other.
 */
export function trafficFlow(seed: number, roadClass: RoadClass, at: Point, timeS: number): number {
  const base = hourlyShare(roadClass, timeS);
  if (base === 1) return 1;
  const lat = Math.floor(at.lat * CELLS_PER_DEGREE);
  const lon = Math.floor(at.lon * CELLS_PER_DEGREE);
  const period = Math.floor(timeS / JAM_PERIOD_S);
  const share = timeS / JAM_PERIOD_S - period;
  const jam = cellNoise(seed, lat, lon, period) * (1 - share) + cellNoise(seed, lat, lon, period + 1) * share;
  // The busier the hour, the more of its cells stand: at night hardly any, in the evening rush one in four.
  const depth = Math.min(1, Math.max(0, (jam - 0.35 - 0.5 * base) / 0.15));
  return Math.max(CRAWL, base * (1 - depth));
}

function hourlyShare(roadClass: RoadClass, timeS: number): number {
  const hours = ((((timeS + LAGOS_UTC_OFFSET_S) % DAY_S) + DAY_S) % DAY_S) / 3600;
  const from = Math.floor(hours);
  const low = hourly[roadClass][from] ?? 1;
  const high = hourly[roadClass][(from + 1) % 24] ?? 1;
  return low + (high - low) * (hours - from);
}
