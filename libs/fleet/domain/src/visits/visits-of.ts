import { outsideM } from '../places/outside.js';
import { fenceAt, type Place } from '../places/place.js';
import type { Sighting } from '../positions/fix.js';
import { verdictOf } from '../positions/outliers.js';
import { awayMinMs, compareVisits, farM, isStay, marginM, silenceMinMs, type Visit } from './visit.js';

/**
 * The batch rule of domain.md as it stands there: the visits of one truck from all its fixes that passed
 * quarantine, in the order of device time, each time once. What the tracker finds online must equal this.
 */
export const visitsOf = (fixes: readonly Sighting[], places: readonly Place[]): Visit[] => {
  const good = fixes.filter(
    (fix, index) => verdictOf(fixes[index - 1] ?? null, fix, fixes[index + 1] ?? null) === 'good',
  );
  return places.flatMap((place) => visitsAt(place, good)).sort(compareVisits);
};

/** A visit under way: every fix since it started, and the unbroken run of outer ones at their end. */
type Open = { readonly fixes: Sighting[]; lastIn: Sighting; fenceVersion: number; outer: Outer[] };
type Outer = { readonly timeMs: number; readonly outsideM: number };

const visitsAt = (place: Place, fixes: readonly Sighting[]): Visit[] => {
  const visits: Visit[] = [];
  let open: Open | null = null;

  for (const fix of fixes) {
    const timeMs = fix.deviceTimeMs;
    const { fence, version } = fenceAt(place, timeMs);

    // Rule 3: silence after the truck was seen outside. And where the fence has been taken away the visit
    // closes too, before the first fix from then on is looked at.
    if (open !== null && (fence === null || isLeftInSilence(open, timeMs))) {
      visits.push(...closed(open, fix));
      open = null;
    }
    if (fence === null) continue;

    const distanceM = outsideM(fence, fix);
    if (open === null) {
      // Rule 1.
      if (distanceM === 0) open = { fixes: [fix], lastIn: fix, fenceVersion: version, outer: [] };
      continue;
    }

    // Rule 2.
    open.fixes.push(fix);
    if (distanceM > marginM) open.outer.push({ timeMs, outsideM: distanceM });
    else open.outer = [];
    if (distanceM === 0) open.lastIn = fix;
    const [outSince] = open.outer;
    if (outSince !== undefined && timeMs - outSince.timeMs >= awayMinMs) {
      visits.push(...closed(open, fix));
      open = null;
    }
  }

  // Rule 5.
  if (open !== null) visits.push(visitFrom(place, open, isStay(stayOf(open)) ? 'confirmed' : 'provisional'));
  return visits;

  // Rule 4.
  function closed(stay: Open, next: Sighting): Visit[] {
    if (!isStay(stayOf(stay))) return [];
    const after = stay.fixes.find(({ deviceTimeMs }) => deviceTimeMs > stay.lastIn.deviceTimeMs) ?? next;
    return [{ ...visitFrom(place, stay, 'ended'), leftBeforeMs: after.deviceTimeMs }];
  }
};

const isLeftInSilence = ({ fixes, outer }: Open, timeMs: number): boolean => {
  const last = fixes.at(-1);
  const isOut = outer.length >= 2 || (outer[0] !== undefined && outer[0].outsideM > farM);
  return isOut && last !== undefined && timeMs - last.deviceTimeMs > silenceMinMs;
};

const stayOf = ({ fixes, lastIn }: Open): Pick<Visit, 'first' | 'last'> => ({
  first: fixes[0] ?? lastIn,
  last: lastIn,
});

const visitFrom = (place: Place, open: Open, status: Visit['status']): Visit => {
  const times = open.fixes
    .map(({ deviceTimeMs }) => deviceTimeMs)
    .filter((timeMs) => timeMs <= open.lastIn.deviceTimeMs);
  const gaps = times.slice(1).map((timeMs, index) => timeMs - (times[index] ?? timeMs));
  return {
    placeId: place.id,
    status,
    ...stayOf(open),
    leftBeforeMs: null,
    longestGapMs: Math.max(0, ...gaps),
    unobservedMs: gaps.filter((gapMs) => gapMs > silenceMinMs).reduce((sum, gapMs) => sum + gapMs, 0),
    fenceVersion: open.fenceVersion,
  };
};
