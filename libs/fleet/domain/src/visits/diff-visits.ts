import type { Sighting } from '../positions/fix.js';
import { compareVisits, type Visit } from './visit.js';

/** A visit that was told of, under an id that it keeps through all corrections. */
export type PublishedVisit = Visit & { readonly id: string };

/** What to tell, so that whoever knew what was published knows what was computed. */
export type VisitChange =
  | { readonly kind: 'started' | 'confirmed' | 'ended'; readonly visit: Visit; readonly id: string | null }
  | {
      readonly kind: 'corrected';
      readonly visit: Visit;
      readonly id: string;
      readonly before: PublishedVisit;
    }
  | { readonly kind: 'withdrawn'; readonly id: string; readonly before: PublishedVisit };

/**
 * The changes from what was told of some stretch of time to what was computed of it, in the order of their visits.
 * Visits of a place are the same when they overlap, the earliest with the earliest. A visit that goes on as it
 * was told is no change; `id` is null where nothing was told of a visit yet.
 */
export const diffVisits = (
  published: readonly PublishedVisit[],
  computed: readonly Visit[],
): VisitChange[] => {
  const untold = [...computed].sort(compareVisits);
  const changes: VisitChange[] = [];
  for (const before of [...published].sort(compareVisits)) {
    const same = untold.findIndex((visit) => visit.placeId === before.placeId && overlap(visit, before));
    const [visit] = same === -1 ? [] : untold.splice(same, 1);
    if (visit === undefined) changes.push({ kind: 'withdrawn', id: before.id, before });
    else changes.push(...changesBetween(before, visit));
  }
  changes.push(...untold.map((visit) => ({ kind: wordOf[visit.status], visit, id: null })));
  return changes.sort((a, b) => compareVisits(visitOf(a), visitOf(b)));
};

const changesBetween = (before: PublishedVisit, visit: Visit): VisitChange[] => {
  const { id } = before;
  const goesOn =
    before.status !== 'ended' &&
    isSameStart(before, visit) &&
    visit.last.deviceTimeMs >= before.last.deviceTimeMs;
  if (goesOn && rank[visit.status] > rank[before.status]) return [{ kind: wordOf[visit.status], visit, id }];
  if (goesOn && visit.status === before.status) return [];
  return isSameVisit(before, visit) ? [] : [{ kind: 'corrected', visit, id, before }];
};

const wordOf = { provisional: 'started', confirmed: 'confirmed', ended: 'ended' } as const;
const rank = { provisional: 0, confirmed: 1, ended: 2 } as const;

const overlap = (a: Visit, b: Visit): boolean =>
  a.first.deviceTimeMs <= b.last.deviceTimeMs && b.first.deviceTimeMs <= a.last.deviceTimeMs;

const isSameSighting = (a: Sighting, b: Sighting): boolean =>
  a.deviceTimeMs === b.deviceTimeMs && a.latitude === b.latitude && a.longitude === b.longitude;

const isSameStart = (a: Visit, b: Visit): boolean =>
  isSameSighting(a.first, b.first) && a.fenceVersion === b.fenceVersion;

const isSameVisit = (a: Visit, b: Visit): boolean =>
  a.status === b.status &&
  isSameStart(a, b) &&
  isSameSighting(a.last, b.last) &&
  a.leftBeforeMs === b.leftBeforeMs &&
  a.longestGapMs === b.longestGapMs &&
  a.unobservedMs === b.unobservedMs;

const visitOf = (change: VisitChange): Visit => (change.kind === 'withdrawn' ? change.before : change.visit);
