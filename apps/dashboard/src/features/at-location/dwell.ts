import type { TruckAtLocation } from '@watch-tower/contracts';
import { formatMoment } from '../../format/instants.js';

type Stay = Pick<TruckAtLocation, 'since' | 'lastSeenInsideAt' | 'silentSince' | 'locationType'>;

/**
 * How long a truck is known to be inside, in seconds: until now while it reports, until it was last seen inside once
 * it is silent. Silence is not presence.
 */
export function knownDwellSeconds({ since, lastSeenInsideAt, silentSince }: Stay, nowMs: number): number {
  const untilMs = silentSince === null ? nowMs : Date.parse(lastSeenInsideAt);
  return Math.max(0, (untilMs - Date.parse(since)) / 1_000);
}

/** By how many seconds a truck at a client is over the free time; null where it is not, or no free time runs. */
export function overFreeTimeSeconds(stay: Stay, nowMs: number, freeTimeHours: number): number | null {
  if (stay.locationType !== 'client') return null;
  const over = knownDwellSeconds(stay, nowMs) - freeTimeHours * 3_600;
  return over > 0 ? over : null;
}

/** `Last seen inside at 14:05, silent since 14:06`; null while the truck reports. */
export function silentWords(
  { lastSeenInsideAt, silentSince }: Stay,
  timeZone: string,
  nowMs: number,
): string | null {
  if (silentSince === null) return null;
  const [inside, silent] = [lastSeenInsideAt, silentSince].map((at) => formatMoment(at, timeZone, nowMs));
  return `Last seen inside at ${inside}, silent since ${silent}`;
}
