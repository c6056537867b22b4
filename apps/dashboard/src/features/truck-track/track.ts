import type { Track, TrackPoint } from '@watch-tower/contracts';

/** A fix of a track, with its time as a number. */
export type Fix = TrackPoint & { readonly atMs: number };
export type Gap = { readonly fromMs: number; readonly toMs: number };

/** A track as it is drawn and played: what was accepted makes the line. */
export type PlayedTrack = {
  readonly accepted: readonly Fix[];
  /** What the device said and we did not go by: outliers, and fixes that gave way to another of their instant. */
  readonly rejected: readonly Fix[];
  readonly gaps: readonly Gap[];
};

export function toPlayed({ points, gaps }: Pick<Track, 'points' | 'gaps'>): PlayedTrack {
  const fixes = points.map((point) => ({ ...point, atMs: Date.parse(point.deviceTime) }));
  return {
    accepted: fixes.filter(({ verdict }) => verdict === 'good'),
    rejected: fixes.filter(({ verdict }) => verdict !== 'good'),
    gaps: gaps.map(({ from, to }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) })),
  };
}

/** Where a truck was at an instant, as far as it is known. */
export type Moment = {
  readonly latitude: number;
  readonly longitude: number;
  /** The last fix at or before the instant. */
  readonly fix: Fix;
  /** Set where no signal came around the instant: the truck stands where it was last seen. */
  readonly silentSinceMs: number | null;
};

/**
 * Between two fixes on the straight line; in a gap and after the end where it was last seen; before the start nowhere.
 * @param silenceMs after the end it is silent from so long on.
 */
export function momentAt({ accepted, gaps }: PlayedTrack, atMs: number, silenceMs: number): Moment | null {
  const index = lastAtOrBefore(accepted, atMs);
  const fix = accepted[index];
  if (fix === undefined) return null;
  const seen = { latitude: fix.latitude, longitude: fix.longitude, fix };
  const next = accepted[index + 1];
  const gap = gaps.find(({ fromMs, toMs }) => fromMs < atMs && atMs < toMs);
  if (gap) return { ...seen, silentSinceMs: gap.fromMs };
  if (next === undefined) return { ...seen, silentSinceMs: atMs - fix.atMs > silenceMs ? fix.atMs : null };
  if (next.atMs === fix.atMs) return { ...seen, silentSinceMs: null };
  const share = (atMs - fix.atMs) / (next.atMs - fix.atMs);
  return {
    latitude: fix.latitude + (next.latitude - fix.latitude) * share,
    longitude: fix.longitude + (next.longitude - fix.longitude) * share,
    fix,
    silentSinceMs: null,
  };
}

/** The place of the last fix that is not after an instant; -1 where all are. */
function lastAtOrBefore(fixes: readonly Fix[], atMs: number): number {
  let low = 0;
  let high = fixes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((fixes[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export type Pace = 'standing' | 'driving' | 'overspeed';

/** Slower than this a truck stands, in km/h; faster than the other it speeds (domain: idling, overspeed). */
export const standingKmh = 5;
export const overspeedKmh = 60;

/** How fast a truck was on its way from a fix; by its own speed, which at a stop is more to be trusted than the way. */
export function paceOf({ speedKmh }: Fix): Pace {
  if (speedKmh === null) return 'driving';
  return speedKmh < standingKmh ? 'standing' : speedKmh > overspeedKmh ? 'overspeed' : 'driving';
}

/** A part of the line with one pace, or one that is a gap; neighbours share a fix. */
export type Stretch = { readonly pace: Pace | 'gap'; readonly fixes: readonly Fix[] };

export function stretchesOf({ accepted, gaps }: PlayedTrack): Stretch[] {
  const gapStarts = new Set(gaps.map(({ fromMs }) => fromMs));
  const stretches: { pace: Pace | 'gap'; fixes: Fix[] }[] = [];
  accepted.slice(1).forEach((fix, index) => {
    const before = accepted[index];
    if (before === undefined) return;
    const pace = gapStarts.has(before.atMs) ? 'gap' : paceOf(fix);
    const current = stretches.at(-1);
    if (current?.pace === pace && pace !== 'gap') current.fixes.push(fix);
    else stretches.push({ pace, fixes: [before, fix] });
  });
  return stretches;
}
