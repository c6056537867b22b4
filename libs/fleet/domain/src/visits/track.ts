import { outsideM } from '../places/outside.js';
import type { PlaceIndex } from '../places/place-index.js';
import { fenceAt, type Place } from '../places/place.js';
import type { Sighting } from '../positions/fix.js';
import { verdictOf, type Verdict } from '../positions/outliers.js';
import { awayMinMs, compareVisits, farM, isStay, marginM, silenceMinMs, type Visit } from './visit.js';

type Gaps = { readonly longestMs: number; readonly unobservedMs: number };

/** A visit that no fix has closed yet; all that the rules need to go on with it. */
export type OpenVisit = {
  readonly placeId: string;
  readonly first: Sighting;
  readonly last: Sighting;
  readonly fenceVersion: number;
  /** Between the first and the last fix inside. */
  readonly gaps: Gaps;
  /** Since the last fix inside: they count once the truck is seen inside again. */
  readonly gapsSince: Gaps;
  /** Device time of the first fix after the last one inside; null where that is the newest. */
  readonly leftBeforeMs: number | null;
  /** The unbroken run of outer fixes at the end; null where the newest fix was none. */
  readonly outer: { readonly sinceMs: number; readonly isSure: boolean } | null;
};

/** What all fixes whose verdict is settled have led to. */
export type Settled = {
  /** Device time of the last good one; null before the first. */
  readonly lastMs: number | null;
  readonly open: readonly OpenVisit[];
};

/**
 * What is to be kept of a truck's fixes to go on from them; plain JSON. The verdict about the newest fix is open
 * until the next one comes, so it stands apart, with its neighbour.
 */
export type Track = {
  readonly settled: Settled;
  readonly before: Sighting | null;
  readonly newest: Sighting | null;
};

export const emptyTrack: Track = { settled: { lastMs: null, open: [] }, before: null, newest: null };

/** A fix, and what is known about it now that it has both its neighbours. */
export type Judged = { readonly fix: Sighting; readonly verdict: Verdict };

export type Advanced = {
  readonly track: Track;
  /** Visits that are over for good, as far as these fixes are all there are. Drive-bys are none. */
  readonly closed: readonly Visit[];
  readonly judged: Judged | null;
};

/** Takes the next fix: it is later than all before, and passed quarantine. */
export const advance = (track: Track, fix: Sighting, places: PlaceIndex): Advanced => {
  const { settled, before, newest } = track;
  const next: Sighting = {
    deviceTimeMs: fix.deviceTimeMs,
    latitude: fix.latitude,
    longitude: fix.longitude,
  };
  if (newest === null) return { track: { settled, before, newest: next }, closed: [], judged: null };
  const judged = { fix: newest, verdict: verdictOf(before, newest, next) };
  const step = judged.verdict === 'outlier' ? { settled, closed: [] } : settle(settled, newest, places);
  return { track: { settled: step.settled, before: newest, newest: next }, closed: step.closed, judged };
};

/** The visits that are open or just closed when these fixes are all there are: the last is never an outlier. */
export const visitsNow = ({ settled, newest }: Track, places: PlaceIndex): Visit[] => {
  if (newest === null) return [];
  const now = settle(settled, newest, places);
  return [...now.closed, ...now.settled.open.map(openView)].sort(compareVisits);
};

type Step = { readonly settled: Settled; readonly closed: readonly Visit[] };

/** The rules of domain.md, for one good fix at every place that it may matter to. */
const settle = ({ lastMs, open }: Settled, fix: Sighting, places: PlaceIndex): Step => {
  const timeMs = fix.deviceTimeMs;
  const silenceMs = lastMs === null ? 0 : timeMs - lastMs;
  const around = places.around(fix);
  if (open.length === 0 && around.length === 0) return { settled: { lastMs: timeMs, open }, closed: [] };

  const stillOpen: OpenVisit[] = [];
  const closed: OpenVisit[] = [];
  for (const visit of open) {
    const place = places.place(visit.placeId);
    const fence = place === undefined ? null : fenceAt(place, timeMs).fence;
    if (fence === null || (visit.outer?.isSure === true && silenceMs > silenceMinMs)) {
      closed.push({ ...visit, leftBeforeMs: visit.leftBeforeMs ?? timeMs });
      continue;
    }
    const after = goOn(visit, fix, outsideM(fence, fix), silenceMs);
    const isAway = after.outer !== null && timeMs - after.outer.sinceMs >= awayMinMs;
    (isAway ? closed : stillOpen).push(after);
  }
  // Who closed by silence, or by a fence that went, may have come back: what rule 2 closed is outside.
  const occupied = new Set(stillOpen.map(({ placeId }) => placeId));
  for (const place of around) {
    const visit = occupied.has(place.id) ? null : enter(place, fix);
    if (visit !== null) stillOpen.push(visit);
  }
  stillOpen.sort((a, b) => (a.placeId < b.placeId ? -1 : 1));
  return { settled: { lastMs: timeMs, open: stillOpen }, closed: closed.filter(isStay).map(endedView) };
};

const enter = (place: Place, fix: Sighting): OpenVisit | null => {
  const { fence, version } = fenceAt(place, fix.deviceTimeMs);
  if (fence === null || outsideM(fence, fix) > 0) return null;
  return {
    placeId: place.id,
    first: fix,
    last: fix,
    fenceVersion: version,
    gaps: noGaps,
    gapsSince: noGaps,
    leftBeforeMs: null,
    outer: null,
  };
};

const goOn = (visit: OpenVisit, fix: Sighting, distanceM: number, silenceMs: number): OpenVisit => {
  const gapsSince = joined(visit.gapsSince, gapsOf(silenceMs));
  if (distanceM === 0) {
    return {
      ...visit,
      last: fix,
      gaps: joined(visit.gaps, gapsSince),
      gapsSince: noGaps,
      leftBeforeMs: null,
      outer: null,
    };
  }
  const leftBeforeMs = visit.leftBeforeMs ?? fix.deviceTimeMs;
  if (distanceM <= marginM) return { ...visit, gapsSince, leftBeforeMs, outer: null };
  const outer =
    visit.outer === null
      ? { sinceMs: fix.deviceTimeMs, isSure: distanceM > farM }
      : { sinceMs: visit.outer.sinceMs, isSure: true };
  return { ...visit, gapsSince, leftBeforeMs, outer };
};

const noGaps: Gaps = { longestMs: 0, unobservedMs: 0 };

const gapsOf = (silenceMs: number): Gaps => ({
  longestMs: silenceMs,
  unobservedMs: silenceMs > silenceMinMs ? silenceMs : 0,
});

const joined = (a: Gaps, b: Gaps): Gaps => ({
  longestMs: Math.max(a.longestMs, b.longestMs),
  unobservedMs: a.unobservedMs + b.unobservedMs,
});

const openView = (visit: OpenVisit): Visit => ({
  ...viewOf(visit),
  status: isStay(visit) ? 'confirmed' : 'provisional',
  leftBeforeMs: null,
});

const endedView = (visit: OpenVisit): Visit => ({ ...viewOf(visit), status: 'ended' });

const viewOf = ({
  placeId,
  first,
  last,
  leftBeforeMs,
  gaps,
  fenceVersion,
}: OpenVisit): Omit<Visit, 'status'> => ({
  placeId,
  first,
  last,
  leftBeforeMs,
  longestGapMs: gaps.longestMs,
  unobservedMs: gaps.unobservedMs,
  fenceVersion,
});
