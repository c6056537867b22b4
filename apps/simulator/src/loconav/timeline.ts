import { distanceM, type Fix } from '@watch-tower/simulator-domain';
import { encodePolyline } from './polyline.js';

type Status = 'Moving' | 'Idling' | 'Stopped' | 'Offline';

const OFFLINE_MS = 15 * 60_000;

/** How a truck moved and stood, out of its fixes in order: one entry for each stretch of one status. */
export function timelineOf(fixes: readonly Fix[]): { readonly timeline: object[]; readonly stats: object } {
  const stretches: { status: Status; fixes: Fix[] }[] = [];
  let before: Fix | undefined;
  for (const fix of fixes) {
    const current = stretches.at(-1);
    if (before && fix.timeMs - before.timeMs > OFFLINE_MS) {
      stretches.push({ status: 'Offline', fixes: [before, fix] }, { status: statusOf(fix), fixes: [fix] });
    } else if (current?.status === statusOf(fix)) current.fixes.push(fix);
    else {
      current?.fixes.push(fix);
      stretches.push({ status: statusOf(fix), fixes: [fix] });
    }
    before = fix;
  }
  return {
    timeline: stretches.map(({ status, fixes: some }) => entryOf(status, some)),
    stats: { distance: round(lengthKm(fixes)), unit: 'km' },
  };
}

/** Metres of a fix after the other, in kilometres. */
export function lengthKm(fixes: readonly Fix[]): number {
  return fixes.reduce((sum, fix, i) => sum + distanceM(fixes[i - 1] ?? fix, fix), 0) / 1000;
}

function entryOf(status: Status, fixes: readonly Fix[]): object {
  const [first, last] = [fixes[0], fixes.at(-1)];
  const hours = first && last ? (last.timeMs - first.timeMs) / 3_600_000 : 0;
  const distance = round(lengthKm(fixes));
  return {
    movementStatus: status,
    distance,
    averageSpeed: hours > 0 ? round(distance / hours) : 0,
    ...(status === 'Moving' && { path: encodePolyline(fixes) }),
    startLocation: endOf(first, status),
    endLocation: endOf(last, status),
  };
}

/** Where a device was silent LocoNav knows no place. */
function endOf(fix: Fix | undefined, status: Status): object | null {
  if (!fix) return null;
  const timestamp = `${new Date(fix.timeMs).toISOString().slice(0, 19)}Z`;
  return { timestamp, coordinates: status === 'Offline' ? null : `${fix.lat},${fix.lon}` };
}

function statusOf({ speedKmh, ignition }: Fix): Status {
  if (speedKmh > 0) return 'Moving';
  return ignition ? 'Idling' : 'Stopped';
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
