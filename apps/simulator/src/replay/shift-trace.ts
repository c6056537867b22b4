import type { Report } from '../webhook/location-message.js';
import { imeiOf } from '@watch-tower/simulator-domain';
import type { TraceRow } from './read-trace.js';

/** A trace as it is sent today. */
export interface ShiftedTrace {
  /** What is sent, in file order. */
  readonly reports: readonly Report[];
  /** Rows without a vehicle or a position: nothing that a location webhook could carry. */
  readonly skipped: number;
  /** What was added to every device time. */
  readonly shiftMs: number;
}

/**
 * Moves a trace in time so that its newest device time is `toMs`, cut to the second: `gpstime` knows no smaller unit, and
 * cutting downwards keeps every device time at or before the wall clock. The distance between two fixes stays what it was
 * to the second. Nothing else is changed: order, copies and impossible positions are sent as they were recorded.
 */
export function shiftTrace(rows: readonly TraceRow[], toMs: number): ShiftedTrace {
  const located = rows.flatMap((row) =>
    row.vehicle !== '' && row.lat !== undefined && row.lon !== undefined
      ? [{ ...row, lat: row.lat, lon: row.lon, deviceTimeMs: wholeSecond(row.deviceTimeMs) }]
      : [],
  );
  const newestMs = located.reduce((newest, row) => Math.max(newest, row.deviceTimeMs), -Infinity);
  const shiftMs = located.length === 0 ? 0 : wholeSecond(toMs) - newestMs;
  const reports = located.map((row) => ({
    plate: row.vehicle,
    imei: imeiOf(row.vehicle),
    timeMs: row.deviceTimeMs + shiftMs,
    lat: row.lat,
    lon: row.lon,
    speedKmh: row.speedKmh,
    heading: row.heading,
    ignition: row.ignition,
    sharpTurn: row.kind === 'sharp-turn',
    harshBraking: row.kind === 'harsh-braking',
    harshAcceleration: row.kind === 'harsh-acceleration',
  }));
  return { reports, skipped: rows.length - located.length, shiftMs };
}

function wholeSecond(timeMs: number): number {
  return Math.floor(timeMs / 1000) * 1000;
}
