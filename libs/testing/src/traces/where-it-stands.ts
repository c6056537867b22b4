import type { Fence } from '@watch-tower/contracts';
import type { TraceFix } from './recorded.js';

/** The fences of 150 m, where a vehicle stands longest; the longest first. */
export const whereItStands = (fixes: readonly TraceFix[], count: number): Fence[] => {
  const cells = new Map<string, { seconds: number; at: TraceFix }>();
  fixes.forEach((fix, index) => {
    const next = fixes[index + 1];
    if (next === undefined || !isStanding(fix, next)) return;
    const key = `${fix.latitude.toFixed(3)} ${fix.longitude.toFixed(3)}`;
    const cell = cells.get(key) ?? { seconds: 0, at: fix };
    cell.seconds += (next.deviceTimeMs - fix.deviceTimeMs) / 1_000;
    cells.set(key, cell);
  });
  return [...cells.values()]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ at: { latitude, longitude } }) => ({ shape: 'circle', latitude, longitude, radiusM: 150 }));
};

/** Whether two fixes are within 50 m of each other, about as exactly as that needs. */
export const isStanding = (a: TraceFix, b: TraceFix): boolean =>
  Math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * 0.8) * 111_195 <= 50;
