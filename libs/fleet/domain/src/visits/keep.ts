import type { PlaceIndex } from '../places/place-index.js';
import type { Sighting } from '../positions/fix.js';
import type { PublishedVisit, VisitChange } from './diff-visits.js';
import { follow, unseen, type Checkpoint, type Whereabouts } from './hours.js';
import type { Replay } from './replay.js';
import { applyChanges, changesIn, isAfter, type NamedChange } from './stretch.js';
import { visitsNow, type Judged } from './track.js';

/** What is kept of a truck from slice to slice; plain JSON. */
export type TruckVisits = Whereabouts & {
  /** What was told of visits that the next fix may still change. */
  readonly unsettled: readonly PublishedVisit[];
};

export const unseenTruck: TruckVisits = { ...unseen, unsettled: [] };

/** What became of a truck's visits; all of it is to be kept and told in one transaction. */
export type Kept = {
  readonly visits: TruckVisits;
  readonly changes: readonly NamedChange[];
  readonly judged: readonly Judged[];
  readonly checkpoints: readonly Checkpoint[];
};

/** Gives a visit that was not told of yet its id; asked in the order of the changes. */
export type NameVisit = (change: VisitChange, nth: number) => string;

/** The common case: fixes that are later than all before, in their order. */
export const goOn = (
  { unsettled, ...from }: TruckVisits,
  fixes: readonly Sighting[],
  places: PlaceIndex,
  nameOf: NameVisit,
): Kept => {
  const { at, closed, judged, checkpoints } = follow(from, fixes, places);
  const stretch = { from: from.track.settled, to: null };
  const changes = named(changesIn(stretch, unsettled, [...closed, ...visitsNow(at.track, places)]), nameOf);
  return { visits: after(at, applyChanges(unsettled, changes)), changes, judged, checkpoints };
};

/** How far a replay came: to now, to the end of an hour, or not even that far. */
export type Reached =
  | { readonly kind: 'now' }
  | { readonly kind: 'hour'; readonly hour: Checkpoint; readonly hasRejoined: boolean }
  | { readonly kind: 'nowhere' };

/** @param isAtEnd whether all fixes that are stored were given. */
export const reachedBy = ({ hasRejoined, lastHour }: Replay, isAtEnd: boolean): Reached => {
  if (isAtEnd && !hasRejoined) return { kind: 'now' };
  return lastHour === null ? { kind: 'nowhere' } : { kind: 'hour', hour: lastHour, hasRejoined };
};

/**
 * What a replay came to, as far as it reached; the rest of what it found is found again by the one that goes on.
 * @param published what was told of visits since the replay's beginning, or longer.
 */
export const conclude = (
  visits: TruckVisits,
  { replay, reached }: { readonly replay: Replay; readonly reached: Reached },
  published: readonly PublishedVisit[],
  places: PlaceIndex,
  nameOf: NameVisit,
): Kept => {
  const { checkpoints } = replay;
  const from = replay.from.track.settled;
  switch (reached.kind) {
    case 'nowhere':
      return { visits, changes: [], judged: [], checkpoints: [] };
    case 'now': {
      const computed = [...replay.closed, ...visitsNow(replay.at.track, places)];
      const changes = named(changesIn({ from, to: null }, published, computed), nameOf);
      return {
        visits: after(replay.at, applyChanges(published, changes)),
        changes,
        judged: replay.judged,
        checkpoints,
      };
    }
    case 'hour': {
      const { settled, newest } = reached.hour.track;
      const changes = named(changesIn({ from, to: settled }, published, replay.closed), nameOf);
      const ids = new Set(visits.unsettled.map(({ id }) => id));
      const unsettled = applyChanges(
        visits.unsettled,
        changes.filter(({ id }) => ids.has(id)),
      );
      const judged = replay.judged.filter(
        ({ fix }) => newest === null || fix.deviceTimeMs < newest.deviceTimeMs,
      );
      return { visits: { ...visits, unsettled }, changes, judged, checkpoints };
    }
    default:
      return reached satisfies never;
  }
};

const after = (at: Whereabouts, told: readonly PublishedVisit[]): TruckVisits => ({
  ...at,
  unsettled: told.filter((visit) => isAfter(at.track.settled, visit)),
});

const named = (changes: readonly VisitChange[], nameOf: NameVisit): NamedChange[] =>
  changes.map((change, nth) => ({ ...change, id: change.id ?? nameOf(change, nth) }));
