import { nothingSeen, type WatchState } from './watch.js';

/** What had been seen after a fix; `timeMs` is null before the first. */
export type AlertCheckpoint = { readonly timeMs: number | null; readonly state: WatchState };

const minuteMs = 60_000;
const beginning: AlertCheckpoint = { timeMs: null, state: nothingSeen };

/**
 * The newest checkpoint that a change at `changedFromMs` leaves as it is.
 * @returns undefined where the change is older than all that is kept: it is no longer looked at.
 */
export const checkpointBefore = (
  kept: readonly AlertCheckpoint[],
  changedFromMs: number,
): AlertCheckpoint | undefined =>
  (kept.length === 0 ? [beginning] : kept).findLast(
    ({ timeMs }) => timeMs === null || timeMs < changedFromMs,
  );

/** The oldest checkpoint: from there all is seen anew. */
export const oldestCheckpoint = (kept: readonly AlertCheckpoint[]): AlertCheckpoint => kept[0] ?? beginning;

/** The newest checkpoint: from there only what is new is seen. */
export const newestCheckpoint = (kept: readonly AlertCheckpoint[]): AlertCheckpoint =>
  kept.at(-1) ?? beginning;

/**
 * Keeps a new checkpoint, and of those before it one for each doubling of age: of a minute, two, four …, so
 * that late fixes, most of which are little late, cost little. Of those older than the horizon, one.
 */
export const keepCheckpoint = (
  kept: readonly AlertCheckpoint[],
  from: AlertCheckpoint,
  newest: AlertCheckpoint,
  horizonMs: number,
): AlertCheckpoint[] => {
  const { timeMs: newestMs } = newest;
  const before = (kept.length === 0 ? [beginning] : kept).slice(
    0,
    Math.max(1, kept.findLastIndex(({ timeMs }) => timeMs === from.timeMs) + 1),
  );
  if (newestMs === null || newestMs === from.timeMs) return before;
  const ageOf = ({ timeMs }: AlertCheckpoint): number => newestMs - (timeMs ?? Number.NEGATIVE_INFINITY);
  const bucketOf = (one: AlertCheckpoint): number =>
    ageOf(one) > horizonMs
      ? Number.POSITIVE_INFINITY
      : Math.floor(Math.log2(Math.max(ageOf(one), minuteMs) / minuteMs));
  return [
    ...before.filter((one, index) =>
      bucketOf(one) === Number.POSITIVE_INFINITY
        ? // The newest beyond the horizon is the beginning of what can still be changed.
          before.slice(index + 1).every((later) => bucketOf(later) !== Number.POSITIVE_INFINITY)
        : // The oldest of its age, so that there is always one to grow older.
          before.slice(0, index).every((earlier) => bucketOf(earlier) !== bucketOf(one)),
    ),
    newest,
  ];
};
