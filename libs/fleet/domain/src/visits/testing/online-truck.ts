import { placeIndex } from '../../places/place-index.js';
import type { Place } from '../../places/place.js';
import { compareCoordinates, type Sighting } from '../../positions/fix.js';
import type { Verdict } from '../../positions/outliers.js';
import type { PublishedVisit } from '../diff-visits.js';
import { follow, hourOf, unseen, type Checkpoint } from '../hours.js';
import { beginReplay, continueReplay, type Replay } from '../replay.js';
import { applyChanges, changesIn, isAfter, type NamedChange, type Stretch } from '../stretch.js';
import { visitsNow, type Judged } from '../track.js';
import type { Visit } from '../visit.js';

/** How far a replay goes in one go. */
type Budget = { readonly fixesMax: number; readonly sliceSize: number };

/**
 * One truck as the service keeps it, with maps in place of tables: slices of fixes come in, changes of visits
 * go out. What it cannot replay in one go waits until `catchUp`.
 */
export const onlineTruck = (firstPlaces: readonly Place[], budget: Budget) => {
  const stored = new Map<number, Sighting>();
  const verdicts = new Map<number, Verdict>();
  const checkpoints = new Map<number, Checkpoint>();
  const dirtyHours = new Set<number>();
  const messages: (NamedChange & { readonly version: number })[] = [];
  let places = placeIndex(firstPlaces);
  let whereabouts = unseen;
  let told: PublishedVisit[] = [];
  let unsettled: PublishedVisit[] = [];

  const tell = (stretch: Stretch, published: readonly PublishedVisit[], computed: readonly Visit[]) => {
    const changes = changesIn(stretch, published, computed).map((change): NamedChange => {
      const version = messages.length + 1;
      const named = { ...change, id: change.id ?? `visit-${version}` };
      messages.push({ ...named, version });
      return named;
    });
    told = applyChanges(told, changes);
    return changes;
  };

  const judge = (judged: readonly Judged[]) => {
    for (const { fix, verdict } of judged) verdicts.set(fix.deviceTimeMs, verdict);
  };

  const goOn = (fixes: readonly Sighting[]) => {
    const from = whereabouts.track.settled;
    const followed = follow(whereabouts, fixes, places);
    whereabouts = followed.at;
    for (const checkpoint of followed.checkpoints) checkpoints.set(checkpoint.hourMs, json(checkpoint));
    judge(followed.judged);
    const computed = [...followed.closed, ...visitsNow(whereabouts.track, places)];
    const changes = tell({ from, to: null }, unsettled, computed);
    unsettled = applyChanges(unsettled, changes).filter((visit) => isAfter(whereabouts.track.settled, visit));
  };

  const sorted = () => [...stored.values()].sort((a, b) => a.deviceTimeMs - b.deviceTimeMs);

  /** Returns whether the replay came to the end of what is known. */
  const replayFirst = (): boolean => {
    const changed = Math.min(...dirtyHours);
    const start = [...checkpoints.values()]
      .filter(({ hourMs }) => hourMs < changed)
      .sort((a, b) => b.hourMs - a.hourMs)[0];
    let replay: Replay = beginReplay(start ?? null);
    const since = start?.track.newest?.deviceTimeMs ?? -Infinity;
    const fixes = sorted().filter(({ deviceTimeMs }) => deviceTimeMs > since);
    let from = 0;
    while (from < Math.min(fixes.length, budget.fixesMax) && !replay.hasRejoined) {
      const slice = fixes.slice(from, from + budget.sliceSize);
      replay = continueReplay(replay, slice, changed, checkpoints, places);
      from += slice.length;
    }
    return conclude(replay, changed, from >= fixes.length && !replay.hasRejoined);
  };

  const conclude = (replay: Replay, changed: number, hasEnded: boolean): boolean => {
    const boundary = hasEnded ? null : replay.lastHour;
    if (boundary === null && !hasEnded) return false;
    const to = boundary === null ? null : boundary.track.settled;
    for (const checkpoint of replay.checkpoints) checkpoints.set(checkpoint.hourMs, json(checkpoint));
    const newestMs = boundary?.track.newest?.deviceTimeMs ?? Infinity;
    judge(replay.judged.filter(({ fix }) => fix.deviceTimeMs < newestMs));
    const computed = hasEnded ? [...replay.closed, ...visitsNow(replay.at.track, places)] : replay.closed;
    const changes = tell({ from: replay.from.track.settled, to }, told, computed);
    if (hasEnded) {
      whereabouts = json(replay.at);
      unsettled = told.filter((visit) => isAfter(whereabouts.track.settled, visit));
      dirtyHours.clear();
      return true;
    }
    const ids = new Set(unsettled.map(({ id }) => id));
    unsettled = applyChanges(
      unsettled,
      changes.filter(({ id }) => ids.has(id)),
    );
    const hour = boundary?.hourMs ?? changed;
    for (const dirty of [...dirtyHours]) if (dirty <= hour) dirtyHours.delete(dirty);
    if (!replay.hasRejoined) dirtyHours.add(hour + 3_600_000);
    return false;
  };

  return {
    /** As one slice from the topic: duplicates fall away, of two fixes at one time the smaller stands. */
    take: (slice: readonly Sighting[]): void => {
      const accepted = new Map<number, Sighting>();
      for (const fix of slice) {
        const known = stored.get(fix.deviceTimeMs);
        if (known !== undefined && compareCoordinates(fix, known) >= 0) continue;
        stored.set(fix.deviceTimeMs, fix);
        verdicts.set(fix.deviceTimeMs, 'good');
        accepted.set(fix.deviceTimeMs, fix);
      }
      const newestMs = whereabouts.track.newest?.deviceTimeMs ?? -Infinity;
      const inOrder = [...accepted.values()]
        .filter(({ deviceTimeMs }) => deviceTimeMs > newestMs)
        .sort((a, b) => a.deviceTimeMs - b.deviceTimeMs);
      const late = [...accepted.keys()].filter((timeMs) => timeMs <= newestMs);
      for (const timeMs of late) dirtyHours.add(hourOf(timeMs));
      const hasEnded = late.length > 0 && replayFirst();
      if (!hasEnded && inOrder.length > 0) goOn(inOrder);
    },
    /** The places are known to be others from a time on, or have been there all the time. */
    learn: (
      next: readonly Place[],
      isConcerned: (checkpoint: Omit<Checkpoint, 'track'>) => boolean,
    ): void => {
      places = placeIndex(next);
      const { track, box } = whereabouts;
      const now = track.newest === null ? [] : [{ hourMs: hourOf(track.newest.deviceTimeMs), box }];
      for (const hour of [...checkpoints.values(), ...now])
        if (isConcerned(hour)) dirtyHours.add(hour.hourMs);
    },
    /** As the scheduled work does it. */
    catchUp: (): void => {
      for (let rounds = 0; dirtyHours.size > 0; rounds += 1) {
        if (rounds > 10_000) throw new Error('a replay makes no progress');
        replayFirst();
      }
    },
    fixes: sorted,
    outliers: () =>
      [...verdicts]
        .filter(([, verdict]) => verdict === 'outlier')
        .map(([timeMs]) => timeMs)
        .sort((a, b) => a - b),
    visits: () => {
      const open = visitsNow(whereabouts.track, places).filter(({ status }) => status !== 'ended');
      return [...told.filter(({ status }) => status === 'ended').map(withoutId), ...open];
    },
    told: () => told,
    messages: () => messages,
  };
};

/** As it comes back from a column of the database. */
const json = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const withoutId = ({ id: _, ...visit }: PublishedVisit): Visit => visit;
