import type { PlaceIndex } from '../places/place-index.js';
import type { Sighting } from '../positions/fix.js';
import { follow, hourOf, unseen, type Checkpoint, type Whereabouts } from './hours.js';
import type { Judged } from './track.js';
import type { Visit } from './visit.js';

/**
 * A truck followed again from a checkpoint on, because something about its past has changed: a late fix, a fix
 * that took another's place, a fence. Over once it comes by a checkpoint where nothing is different any more.
 */
export type Replay = {
  readonly from: Whereabouts;
  readonly at: Whereabouts;
  readonly closed: readonly Visit[];
  readonly judged: readonly Judged[];
  /** Those that are not what was known of their hour. */
  readonly checkpoints: readonly Checkpoint[];
  /** Of the last hour that is over, and what was known as its end is as it was found again. */
  readonly lastHour: Checkpoint | null;
  readonly hasRejoined: boolean;
};

/** From the last checkpoint before the first hour that changed; null where there is none. */
export const beginReplay = (checkpoint: Checkpoint | null): Replay => {
  const from = checkpoint ?? unseen;
  const start = { track: from.track, box: from.box };
  return {
    from: start,
    at: start,
    closed: [],
    judged: [],
    checkpoints: [],
    lastHour: null,
    hasRejoined: false,
  };
};

/**
 * Goes on with the fixes that follow, in their order.
 * @param changedHourMs the first hour that changed: before its end nothing is taken as found again.
 * @param known the checkpoints that are stored, by their hour, as far as these fixes go.
 */
export const continueReplay = (
  replay: Replay,
  fixes: readonly Sighting[],
  changedHourMs: number,
  known: ReadonlyMap<number, Checkpoint>,
  places: PlaceIndex,
): Replay => {
  let now = replay;
  for (const hour of byHour(fixes)) {
    const over = hourBefore(now, hour);
    if (over !== null && over.hourMs >= changedHourMs) {
      const stored = known.get(over.hourMs);
      const isSame = isEqual(stored?.track, over.track);
      const checkpoints =
        isSame && isEqual(stored?.box, over.box) ? now.checkpoints : [...now.checkpoints, over];
      now = { ...now, checkpoints, lastHour: over, hasRejoined: isSame };
      if (isSame) return now;
    }
    const { at, closed, judged } = follow(now.at, hour, places);
    now = { ...now, at, closed: [...now.closed, ...closed], judged: [...now.judged, ...judged] };
  }
  return now;
};

/** The checkpoint of the hour that ends where these fixes begin another. */
const hourBefore = ({ at }: Replay, [first]: readonly Sighting[]): Checkpoint | null => {
  if (at.track.newest === null || first === undefined) return null;
  const hourMs = hourOf(at.track.newest.deviceTimeMs);
  return hourMs === hourOf(first.deviceTimeMs) ? null : { hourMs, ...at };
};

const byHour = (fixes: readonly Sighting[]): Sighting[][] => {
  const hours: Sighting[][] = [];
  let current: number | null = null;
  for (const fix of fixes) {
    const hour = hourOf(fix.deviceTimeMs);
    if (hour !== current) hours.push([]);
    current = hour;
    hours.at(-1)?.push(fix);
  }
  return hours;
};

/** What is kept is plain JSON, made in one way: equal is what is written alike. */
const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
