import type { Zone } from '../positions/zone.js';

const written = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** Beyond these is no time of an alert. */
const [firstYear, lastYear] = [1900, 2999];

/**
 * Reads a time in the formats LocoNav's alerts have: `2024-02-05T10:30:45Z`, `2022-08-09T14:47:44.000+05:30`
 * and, without a zone, `2024-02-10T08:30:00`.
 * @param zone the zone of times that name none, which LocoNav does not publish.
 * @returns epoch milliseconds, or undefined where it is no such time.
 */
export const readAlertTime = (value: unknown, zone: Zone): number | undefined => {
  const parts = typeof value === 'string' ? written.exec(value.trim()) : null;
  if (parts === null) return undefined;
  const [, date = '', time = '', offset] = parts;
  const wallClockMs = Date.parse(`${date}T${time}Z`);
  const year = Number(date.slice(0, 4));
  if (Number.isNaN(wallClockMs) || year < firstYear || year > lastYear) return undefined;
  // Date.parse carries 31 February over into March.
  if (new Date(wallClockMs).toISOString().slice(0, 10) !== date) return undefined;
  return offset === undefined ? zone(wallClockMs) : wallClockMs - offsetMs(offset);
};

const offsetMs = (offset: string): number => {
  if (offset.toUpperCase() === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return minutes * 60_000 * (offset.startsWith('-') ? -1 : 1);
};
