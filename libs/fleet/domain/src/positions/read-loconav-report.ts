import type { Fix } from './fix.js';
import type { Zone } from './zone.js';

export type ReadReport = { readonly fix: Fix } | { readonly fault: string };

/**
 * Reads a location report in the dialect of LocoNav's webhook: `gpstime` as dd-MM-yyyy HH:mm:ss without a
 * zone, numbers that may be texts, ignition as "1" or "0". Unknown fields are ignored; without a time and
 * coordinates there is no fix.
 * @param zone the zone of `gpstime`, which LocoNav does not publish.
 * @returns the fix, not yet judged, or a sentence that names the field at fault.
 */
export const readLoconavReport = (report: unknown, zone: Zone): ReadReport => {
  if (typeof report !== 'object' || report === null || Array.isArray(report)) {
    return { fault: 'the report is not an object' };
  }
  const fields = report as Readonly<Record<string, unknown>>;
  const wallClockMs = wallClockOf(fields['gpstime']);
  if (wallClockMs === undefined) return { fault: 'gpstime: must be a date as dd-MM-yyyy HH:mm:ss' };
  const latitude = numberOf(fields['latitude']);
  if (latitude === undefined) return { fault: 'latitude: must be a number' };
  const longitude = numberOf(fields['longitude']);
  if (longitude === undefined) return { fault: 'longitude: must be a number' };
  return {
    fix: {
      deviceTimeMs: zone(wallClockMs),
      latitude,
      longitude,
      speedKmh: speedOf(fields['speed']),
      headingDegrees: headingOf(fields['orientation']),
      ignition: switchOf(fields['ignition']),
    },
  };
};

const written = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;

/** Beyond these is no date, and near the years 0 and 10000 no ISO form that every reader takes. */
const [firstYear, lastYear] = [1900, 2999];

const wallClockOf = (value: unknown): number | undefined => {
  const parts = typeof value === 'string' ? written.exec(value.trim()) : null;
  if (parts === null) return undefined;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const timeMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(timeMs);
  // Date.UTC carries 31-02 over into March.
  const isDate =
    read.getUTCDate() === day && read.getUTCMonth() === month - 1 && year >= firstYear && year <= lastYear;
  const isTime = hour < 24 && minute < 60 && second < 60;
  return isDate && isTime ? timeMs : undefined;
};

const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

const speedOf = (value: unknown): number | null => {
  const speedKmh = numberOf(value);
  return speedKmh === undefined || speedKmh < 0 ? null : speedKmh;
};

const headingOf = (value: unknown): number | null => {
  const degrees = numberOf(value);
  return degrees === undefined ? null : ((degrees % 360) + 360) % 360;
};

const switchOf = (value: unknown): boolean | null => {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === '1' || word === 1 || word === true || word === 'true' || word === 'on') return true;
  if (word === '0' || word === 0 || word === false || word === 'false' || word === 'off') return false;
  return null;
};
