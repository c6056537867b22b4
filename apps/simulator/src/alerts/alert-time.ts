import { gpsTimeFormat } from '../webhook/gps-time.js';

const INDIA_MS = 5.5 * 3_600_000;

/**
 * Writes the times of alerts in the three formats that LocoNav's have: with a Z, without a zone (in the one of
 * `gpstime`), and with India's offset. `nth` picks the format.
 */
export function alertTimeFormat(timeZone: string): (timeMs: number, nth: number) => string {
  const wallClock = gpsTimeFormat(timeZone);
  return (timeMs, nth) => {
    if (nth % 3 === 0) return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
    if (nth % 3 === 1) return `${new Date(timeMs + INDIA_MS).toISOString().slice(0, -1)}+05:30`;
    const [date = '', time = ''] = wallClock(timeMs).split(' ');
    return `${date.split('-').toReversed().join('-')}T${time}`;
  };
}
