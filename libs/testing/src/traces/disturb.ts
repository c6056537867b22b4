import type { TraceFix } from './recorded.js';
import { isStanding } from './where-it-stands.js';

/** What may be wrong with signals, mixed into a trace. */
export type Disturbed = {
  /** In the order of their receipt, copies included. */
  readonly arrivals: readonly TraceFix[];
  /** The fixes that count, as the rules have it, in the order of device time. */
  readonly counting: readonly TraceFix[];
};

/** Of each kind of nonsense, so many per fix of the trace. */
const rare = 0.003;
const staleFixes = 200;
const dayMs = 86_400_000;

/**
 * Shuffled within 10 minutes, 5 % doubled, 1 % two hours late; and some of each: clocks a day ahead, 0,0, jumps there
 * and back, pairs of jumps in a stay, positions of hours ago under a new time, two positions for one instant.
 * @param fixes in the order of device time, none later than `nowMs`, when all of this is received.
 */
export const disturb = (
  fixes: readonly TraceFix[],
  { random, nowMs }: { readonly random: () => number; readonly nowMs: number },
): Disturbed => {
  const counting = new Map<number, TraceFix>();
  const arrivals: { readonly fix: TraceFix; readonly atMs: number }[] = [];

  const arrive = (fix: TraceFix, aboutMs: number): void => {
    const atMs = aboutMs + random() * 600_000 + (random() < 0.01 ? 7_200_000 : 0);
    arrivals.push({ fix, atMs });
    if (random() < 0.05) arrivals.push({ fix, atMs: atMs + random() * 3_600_000 });
  };
  const send = (fix: TraceFix): void => {
    arrive(fix, fix.deviceTimeMs);
    if (isSmaller(fix, counting.get(fix.deviceTimeMs))) counting.set(fix.deviceTimeMs, fix);
  };

  // Reports tell whole seconds: two parts of one would be one instant to whoever receives them.
  const endMs = Math.floor(nowMs / 1_000) * 1_000;
  fixes.forEach((fix, index) => {
    const { deviceTimeMs, latitude } = fix;
    const after = (laterMs: number, at: Partial<TraceFix>): TraceFix => ({
      ...{ ...fix, ...at },
      deviceTimeMs: Math.min(deviceTimeMs + laterMs, endMs),
    });
    const away = { latitude: latitude + 0.3 };
    const next = fixes[index + 1];
    const stale = fixes[index - staleFixes];
    const happens = (): boolean => random() < rare;

    send(fix);
    if (happens()) arrive({ ...fix, deviceTimeMs: endMs + dayMs }, deviceTimeMs);
    if (happens()) arrive(after(7_000, { latitude: 0, longitude: 0 }), deviceTimeMs);
    if (happens()) send(after(11_000, away));
    if (happens() && next !== undefined && isStanding(fix, next))
      for (const laterMs of [13_000, 15_000]) send(after(laterMs, away));
    if (happens() && stale !== undefined)
      send(after(17_000, { latitude: stale.latitude, longitude: stale.longitude }));
    if (happens()) send({ ...fix, latitude: latitude + (random() - 0.5) / 100 });
  });
  return {
    arrivals: arrivals.sort((a, b) => a.atMs - b.atMs).map(({ fix }) => fix),
    counting: [...counting.values()].sort((a, b) => a.deviceTimeMs - b.deviceTimeMs),
  };
};

/** Of two fixes with one device time the smaller (latitude, longitude) stands. */
const isSmaller = (fix: TraceFix, standing: TraceFix | undefined): boolean =>
  standing === undefined ||
  fix.latitude < standing.latitude ||
  (fix.latitude === standing.latitude && fix.longitude < standing.longitude);
