import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Fence } from '@watch-tower/contracts';
import type { Place, Sighting } from '@watch-tower/fleet-domain';
import { newId } from '@watch-tower/messaging';
import { reportOf } from './fleet.js';
import type { ReportedPosition } from '../positions/reported-position.js';

/** The fixes of a recorded trace, in their order, moved in time so that the newest is of now. */
export const readCab = (file: string, nowMs: number): Sighting[] => {
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const columns = header.split(',');
  const [time, latitude, longitude] = ['device_time', 'lat', 'lon'].map((name) => columns.indexOf(name));
  const fixes = lines
    .map((line) => line.split(','))
    .map((cells) => ({
      deviceTimeMs: Date.parse(cells[time ?? -1] ?? ''),
      latitude: Number(cells[latitude ?? -1]),
      longitude: Number(cells[longitude ?? -1]),
    }));
  const newestMs = Math.max(...fixes.map(({ deviceTimeMs }) => deviceTimeMs));
  const shiftMs = Math.floor((nowMs - newestMs) / 1_000) * 1_000;
  return fixes.map((fix) => ({ ...fix, deviceTimeMs: fix.deviceTimeMs + shiftMs }));
};

type Circle = Extract<Fence, { shape: 'circle' }>;

/** The places, as fences of 150 m, where a vehicle stands longest. */
export const whereItStands = (
  fixes: readonly Sighting[],
  count: number,
): { place: Place; fence: Circle }[] => {
  const cells = new Map<string, { seconds: number; at: Sighting }>();
  fixes.forEach((fix, index) => {
    const next = fixes[index + 1];
    if (next === undefined || metresApart(fix, next) > 50) return;
    const key = `${fix.latitude.toFixed(3)} ${fix.longitude.toFixed(3)}`;
    const cell = cells.get(key) ?? { seconds: 0, at: fix };
    cell.seconds += (next.deviceTimeMs - fix.deviceTimeMs) / 1_000;
    cells.set(key, cell);
  });
  return [...cells.values()]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ at: { latitude, longitude } }) => {
      const fence: Circle = { shape: 'circle', latitude, longitude, radiusM: 150 };
      return { fence, place: { id: newId(), fences: [{ version: 1, fromMs: 0, fence }] } };
    });
};

const metresApart = (a: Sighting, b: Sighting): number =>
  Math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * 0.8) * 111_195;

/** What may be wrong with signals, mixed into a trace. */
export type Disturbed = {
  /** In the order of their receipt. */
  readonly arrivals: readonly ReportedPosition[];
  /** The fixes that count, as the rules have it, in the order of device time. */
  readonly counting: readonly Sighting[];
};

/**
 * Shuffled within 10 minutes, 5 % doubled, 1 % two hours late; and some of each: future clocks, 0,0, jumps there and
 * back, pairs of jumps, two positions for one instant.
 */
export const disturb = (fixes: readonly Sighting[], plate: string, random: () => number): Disturbed => {
  const counting = new Map<number, Sighting>();
  const arrivals: { report: ReportedPosition; atMs: number }[] = [];
  const nowMs = Date.now();
  const send = (fix: Sighting, isGood = true): void => {
    const { deviceTimeMs, latitude, longitude } = fix;
    const receivedAt = new Date(isGood ? nowMs : deviceTimeMs - 3_600_000);
    const report = reportOf({ plate, at: new Date(deviceTimeMs), latitude, longitude, receivedAt });
    const atMs = Math.min(nowMs, deviceTimeMs) + random() * 600_000 + (random() < 0.01 ? 7_200_000 : 0);
    arrivals.push({ report, atMs });
    if (random() < 0.05)
      arrivals.push({ report: { ...report, messageId: newId() }, atMs: atMs + random() * 3_600_000 });
    if (!isGood || (latitude === 0 && longitude === 0)) return;
    const standing = counting.get(deviceTimeMs);
    const isSmaller =
      standing === undefined ||
      latitude < standing.latitude ||
      (latitude === standing.latitude && longitude < standing.longitude);
    if (isSmaller) counting.set(deviceTimeMs, fix);
  };
  for (const fix of fixes) {
    const { deviceTimeMs, latitude, longitude } = fix;
    const jump = { latitude: latitude + 0.3, longitude };
    send(fix);
    if (random() < 0.003) send({ ...fix, deviceTimeMs: deviceTimeMs + 86_400_000 }, false);
    if (random() < 0.003) send({ deviceTimeMs: deviceTimeMs + 7_000, latitude: 0, longitude: 0 });
    if (random() < 0.003) send({ ...jump, deviceTimeMs: deviceTimeMs + 11_000 });
    if (random() < 0.003)
      [13_000, 15_000].forEach((later) => send({ ...jump, deviceTimeMs: deviceTimeMs + later }));
    if (random() < 0.003) send({ ...fix, latitude: latitude + (random() - 0.5) / 100 });
  }
  return {
    arrivals: arrivals.sort((a, b) => a.atMs - b.atMs).map(({ report }) => report),
    counting: [...counting.values()].sort((a, b) => a.deviceTimeMs - b.deviceTimeMs),
  };
};
