import { diffVisits, type PublishedVisit, type VisitChange } from './diff-visits.js';
import type { Settled } from './track.js';
import type { Visit } from './visit.js';

/** A stretch of a truck's life: from what was settled before it to what was settled at its end, or to now. */
export type Stretch = { readonly from: Settled; readonly to: Settled | null };

/**
 * Whether a visit is of the time after what is settled here: it was open, or had not begun. Told by when it was
 * last seen inside, which never is put later than it is, a visit belongs to one stretch of any that follow upon
 * each other.
 */
export const isAfter = ({ lastMs, open }: Settled, visit: Visit): boolean => {
  const goesOn = open.find(({ placeId }) => placeId === visit.placeId);
  if (goesOn !== undefined) return visit.last.deviceTimeMs >= goesOn.first.deviceTimeMs;
  return lastMs === null || visit.last.deviceTimeMs > lastMs;
};

const isIn = ({ from, to }: Stretch, visit: Visit): boolean =>
  isAfter(from, visit) && (to === null || !isAfter(to, visit));

/** From when on a visit may have been last seen inside to be after what is settled here (epoch ms). */
export const afterMs = ({ lastMs, open }: Settled): number =>
  Math.min(lastMs ?? Number.NEGATIVE_INFINITY, ...open.map(({ first }) => first.deviceTimeMs));

/** The changes from what was told of a stretch to what was computed of it; visits of other times stay. */
export const changesIn = (
  stretch: Stretch,
  published: readonly PublishedVisit[],
  computed: readonly Visit[],
): VisitChange[] =>
  diffVisits(
    published.filter((visit) => isIn(stretch, visit)),
    computed.filter((visit) => isIn(stretch, visit)),
  );

/** A change whose visit has its id. */
export type NamedChange = VisitChange & { readonly id: string };

/** What is told once these changes are. */
export const applyChanges = (
  published: readonly PublishedVisit[],
  changes: readonly NamedChange[],
): PublishedVisit[] => {
  const told = new Map(published.map((visit) => [visit.id, visit]));
  for (const change of changes) {
    if (change.kind === 'withdrawn') told.delete(change.id);
    else told.set(change.id, { id: change.id, ...change.visit });
  }
  return [...told.values()];
};
