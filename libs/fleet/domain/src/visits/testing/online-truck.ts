import type { Box } from '../../places/box.js';
import { placeIndex } from '../../places/place-index.js';
import type { Place } from '../../places/place.js';
import { compareCoordinates, type Sighting } from '../../positions/fix.js';
import type { Verdict } from '../../positions/outliers.js';
import type { PublishedVisit } from '../diff-visits.js';
import { hourOf, type Checkpoint } from '../hours.js';
import { conclude, goOn, reachedBy, unseenTruck, type Kept } from '../keep.js';
import { beginReplay, continueReplay } from '../replay.js';
import { applyChanges, type NamedChange } from '../stretch.js';
import { visitsNow } from '../track.js';
import type { Visit } from '../visit.js';

/** How far a replay goes in one go. */
type Budget = { readonly fixesMax: number; readonly sliceSize: number };
type Hour = { readonly hourMs: number; readonly box: Box | null };

const hourLengthMs = 3_600_000;

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
  let visits = unseenTruck;
  let told: PublishedVisit[] = [];

  const nameVisit = (_: unknown, nth: number): string => `visit-${messages.length + nth + 1}`;

  const keep = (kept: Kept): void => {
    visits = asStored(kept.visits);
    for (const checkpoint of kept.checkpoints) checkpoints.set(checkpoint.hourMs, asStored(checkpoint));
    for (const { fix, verdict } of kept.judged) verdicts.set(fix.deviceTimeMs, verdict);
    for (const change of kept.changes) messages.push({ ...change, version: messages.length + 1 });
    told = applyChanges(told, kept.changes);
  };

  const sorted = () => [...stored.values()].sort((a, b) => a.deviceTimeMs - b.deviceTimeMs);

  /** @returns whether the replay came to the end of what is known. */
  const replayFirst = (): boolean => {
    const changed = Math.min(...dirtyHours);
    const [start] = [...checkpoints.values()]
      .filter(({ hourMs }) => hourMs < changed)
      .sort((a, b) => b.hourMs - a.hourMs);
    const since = start?.track.newest?.deviceTimeMs ?? -Infinity;
    const fixes = sorted().filter(({ deviceTimeMs }) => deviceTimeMs > since);
    let replay = beginReplay(start ?? null);
    let taken = 0;
    while (taken < Math.min(fixes.length, budget.fixesMax) && !replay.hasRejoined) {
      const slice = fixes.slice(taken, taken + budget.sliceSize);
      replay = continueReplay(replay, slice, changed, checkpoints, places);
      taken += slice.length;
    }
    const reached = reachedBy(replay, taken >= fixes.length);
    keep(conclude(visits, { replay, reached }, told, places, nameVisit));
    const doneMs =
      reached.kind === 'now' ? Infinity : reached.kind === 'hour' ? reached.hour.hourMs : -Infinity;
    for (const hour of [...dirtyHours]) if (hour <= doneMs) dirtyHours.delete(hour);
    if (reached.kind === 'hour' && !reached.hasRejoined) dirtyHours.add(doneMs + hourLengthMs);
    return reached.kind === 'now';
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
      const newestMs = visits.track.newest?.deviceTimeMs ?? -Infinity;
      const inOrder = [...accepted.values()]
        .filter(({ deviceTimeMs }) => deviceTimeMs > newestMs)
        .sort((a, b) => a.deviceTimeMs - b.deviceTimeMs);
      const late = [...accepted.keys()].filter((timeMs) => timeMs <= newestMs);
      for (const timeMs of late) dirtyHours.add(hourOf(timeMs));
      const isDone = late.length > 0 && replayFirst();
      if (!isDone && inOrder.length > 0) keep(goOn(visits, inOrder, places, nameVisit));
    },
    /** Places are known to be others: looked at again are the hours that this concerns. */
    learn: (next: readonly Place[], isConcerned: (hour: Hour) => boolean): void => {
      places = placeIndex(next);
      const { newest } = visits.track;
      const now = newest === null ? [] : [{ hourMs: hourOf(newest.deviceTimeMs), box: visits.box }];
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
      sorted()
        .map(({ deviceTimeMs }) => deviceTimeMs)
        .filter((timeMs) => verdicts.get(timeMs) === 'outlier'),
    /** What was told of visits that are over, and the open ones as they are. */
    visits: () => [
      ...told.filter(({ status }) => status === 'ended').map(withoutId),
      ...visitsNow(visits.track, places).filter(({ status }) => status !== 'ended'),
    ],
    told: () => told,
    messages: () => messages,
  };
};

/** As it comes back from a column of the database. */
const asStored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const withoutId = ({ id: _, ...visit }: PublishedVisit): Visit => visit;
