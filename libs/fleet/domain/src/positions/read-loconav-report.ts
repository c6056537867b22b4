import { readAlertTime } from '../alerts/alert-time.js';
import type { Fix } from './fix.js';
import type { Zone } from './zone.js';

export type ReadReport = { readonly fix: Fix } | { readonly fault: string };

/**
 * Reads a location report of LocoNav: of its webhook, `gpstime` as dd-MM-yyyy HH:mm:ss without a zone, numbers
 * that may be texts, ignition as "1" or "0"; or of its last-known positions, where everything stands in `gps`
 * and has a time of its own. Unknown fields are ignored; without a time and coordinates there is no fix.
 * @param zone the zone of times without one, which LocoNav does not publish.
 * @returns the fix, not yet judged, or a sentence that names the field at fault.
 */
export const readLoconavReport = (report: unknown, zone: Zone): ReadReport => {
  if (typeof report !== 'object' || report === null || Array.isArray(report)) {
    return { fault: 'the report is not an object' };
  }
  const fields = report as Readonly<Record<string, unknown>>;
  if (typeof fields['gps'] === 'object' && fields['gps'] !== null) return readLastKnown(fields['gps'], zone);
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

/**
 * Dated by the coordinates: the speed's time may be minutes away. In whole seconds, as the webhook has it, so that
 * the same fix by both ways is the same.
 */
const readLastKnown = (gps: object, zone: Zone): ReadReport => {
  const [lat, long] = ['lat', 'long'].map((name) =>
    fieldOf(fieldOf(gps, 'currentLocationCoordinates'), name),
  );
  const timeMs = timeOf(fieldOf(lat, 'timestamp') ?? fieldOf(long, 'timestamp'), zone);
  if (timeMs === undefined) {
    return { fault: 'gps.currentLocationCoordinates.lat.timestamp: must be a time as 2024-02-05T10:30:45Z' };
  }
  const latitude = numberOf(fieldOf(lat, 'value'));
  if (latitude === undefined) return { fault: 'gps.currentLocationCoordinates.lat.value: must be a number' };
  const longitude = numberOf(fieldOf(long, 'value'));
  if (longitude === undefined)
    return { fault: 'gps.currentLocationCoordinates.long.value: must be a number' };
  const valueOf = (name: string): unknown => fieldOf(fieldOf(gps, name), 'value');
  return {
    fix: {
      deviceTimeMs: Math.floor(timeMs / 1_000) * 1_000,
      latitude,
      longitude,
      speedKmh: speedOf(valueOf('speed')),
      headingDegrees: headingOf(valueOf('orientation')),
      ignition: switchOf(valueOf('ignition')),
    },
  };
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** Epoch seconds are no more than this until the year 5138, epoch milliseconds no less since 1973. */
const secondsMax = 1e11;

/** A text as alerts have it, or an epoch in seconds or milliseconds. */
const timeOf = (value: unknown, zone: Zone): number | undefined => {
  const number = numberOf(value);
  if (number === undefined) return readAlertTime(value, zone);
  return number > 0 ? (number < secondsMax ? number * 1_000 : number) : undefined;
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
