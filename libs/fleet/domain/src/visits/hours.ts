import { boxAround, type Box } from '../places/box.js';
import type { PlaceIndex } from '../places/place-index.js';
import type { Sighting } from '../positions/fix.js';
import { advance, emptyTrack, type Judged, type Track } from './track.js';
import type { Visit } from './visit.js';

const hourMs = 3_600_000;

/** The beginning of the UTC hour of an instant (epoch ms). */
export const hourOf = (timeMs: number): number => Math.floor(timeMs / hourMs) * hourMs;

/** What is kept of a truck as of its newest fix: from here its next fixes go on. */
export type Whereabouts = {
  readonly track: Track;
  /**
   * Around the fixes of the newest fix's hour, and the last one before, whose verdict was settled in this hour:
   * where a fence may have mattered. Null before the first.
   */
  readonly box: Box | null;
};

export const unseen: Whereabouts = { track: emptyTrack, box: null };

/** The whereabouts as they were when the last fix of an hour was the newest: a place to start again from. */
export type Checkpoint = Whereabouts & { readonly hourMs: number };

/** What following a truck from fix to fix led to. */
export type Followed = {
  readonly at: Whereabouts;
  readonly closed: readonly Visit[];
  readonly judged: readonly Judged[];
  /** Of every hour that ended, oldest first. */
  readonly checkpoints: readonly Checkpoint[];
};

/** Goes on with fixes that are later than all before, in their order. */
export const follow = (from: Whereabouts, fixes: readonly Sighting[], places: PlaceIndex): Followed => {
  const closed: Visit[] = [];
  const judged: Judged[] = [];
  const checkpoints: Checkpoint[] = [];
  let { track, box } = from;
  for (const fix of fixes) {
    if (track.newest !== null) {
      const hour = hourOf(track.newest.deviceTimeMs);
      if (hour !== hourOf(fix.deviceTimeMs)) {
        checkpoints.push({ hourMs: hour, track, box });
        box = boxAround(null, track.newest);
      }
    }
    const next = advance(track, fix, places);
    closed.push(...next.closed);
    if (next.judged !== null) judged.push(next.judged);
    track = next.track;
    box = boxAround(box, fix);
  }
  return { at: { track, box }, closed, judged, checkpoints };
};
