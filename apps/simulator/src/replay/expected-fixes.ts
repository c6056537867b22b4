import type { Report } from '../webhook/location-message.js';

/** A fix that must be stored exactly once after a replay. */
export interface ExpectedFix {
  readonly plate: string;
  /** RFC 3339, whole seconds. */
  readonly deviceTime: string;
  readonly lat: number;
  readonly lon: number;
}

/** Trackers that report an older time have lost their clock (domain.md, position quality). */
const EARLIEST_MS = Date.UTC(2015, 0, 1);

/**
 * The distinct valid fixes among reports, in the order of plate and device time. Valid, by the rules of `domain.md`:
 * coordinates in range and not exactly 0,0, device time not before 2015. Distinct by truck (plate without case, spaces and
 * dashes) and device time to the second; of several coordinates at one device time the smaller (latitude, longitude) stands.
 * Outliers count: they are stored and marked. None is later than its receipt, for the shift ends now.
 */
export function expectedFixes(reports: readonly Report[]): ExpectedFix[] {
  const standing = new Map<string, Report>();
  for (const report of reports) {
    if (!isValid(report)) continue;
    const key = `${plateKey(report.plate)} ${report.timeMs}`;
    const other = standing.get(key);
    if (!other || comesBefore(report, other)) standing.set(key, report);
  }
  return [...standing.values()]
    .sort((a, b) => compare(plateKey(a.plate), plateKey(b.plate)) || a.timeMs - b.timeMs)
    .map(({ plate, timeMs, lat, lon }) => ({ plate, deviceTime: new Date(timeMs).toISOString(), lat, lon }));
}

function isValid({ lat, lon, timeMs }: Report): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && !(lat === 0 && lon === 0) && timeMs >= EARLIEST_MS;
}

function comesBefore(a: Report, b: Report): boolean {
  return a.lat < b.lat || (a.lat === b.lat && a.lon < b.lon);
}

function plateKey(plate: string): string {
  return plate.toUpperCase().replaceAll(/[\s-]/g, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
