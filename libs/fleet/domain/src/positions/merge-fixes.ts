import { compareCoordinates, type Coordinates, type Fix } from './fix.js';

/** What is known of a truck, as far as the fixes that arrived touch it. */
export type KnownFixes = {
  /** What stands for a device time (epoch ms). */
  readonly at: ReadonlyMap<number, Coordinates>;
  /** Device time of the newest fix (epoch ms); null before the first. */
  readonly latestMs: number | null;
};

export type AcceptedFix<F extends Fix> = {
  readonly fix: F;
  /** What stood for the same device time before, and does no longer. */
  readonly replaces: Coordinates | null;
  /** Older than what was known to be the newest: history, not news. */
  readonly late: boolean;
};

export type MergedFixes<F extends Fix> = {
  /** In the order of device time. */
  readonly accepted: readonly AcceptedFix<F>[];
  /** Where the truck is now, if that changed. */
  readonly latest: F | null;
  /** Exact duplicates: the same device time and coordinates as one that counts. */
  readonly duplicates: number;
  /** Other coordinates than those that stand for their device time, and not the smaller. */
  readonly superseded: number;
};

/**
 * Merges fixes of one truck, all of them judged good, into what is known: exact duplicates count once, and of
 * two fixes with one device time and different coordinates the smaller (latitude, longitude) stands. In
 * whatever order, grouping and number of copies the same fixes arrive, the same ones stand in the end.
 */
export const mergeFixes = <F extends Fix>(known: KnownFixes, arrived: readonly F[]): MergedFixes<F> => {
  const standing = new Map<number, F>();
  let duplicates = 0;
  let superseded = 0;
  for (const fix of arrived) {
    const other = standing.get(fix.deviceTimeMs) ?? known.at.get(fix.deviceTimeMs);
    const order = other === undefined ? -1 : compareCoordinates(fix, other);
    if (order === 0) duplicates += 1;
    else if (order > 0) superseded += 1;
    else {
      if (standing.has(fix.deviceTimeMs)) superseded += 1;
      standing.set(fix.deviceTimeMs, fix);
    }
  }
  const accepted = [...standing.values()]
    .sort((a, b) => a.deviceTimeMs - b.deviceTimeMs)
    .map((fix) => ({
      fix,
      replaces: known.at.get(fix.deviceTimeMs) ?? null,
      late: known.latestMs !== null && fix.deviceTimeMs < known.latestMs,
    }));
  const newest = accepted.at(-1);
  const latest = newest === undefined || newest.late ? null : newest.fix;
  return { accepted, latest, duplicates, superseded };
};
