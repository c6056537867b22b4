import type { Queryable } from '@watch-tower/database';
import {
  beginReplay,
  continueReplay,
  hourOf,
  reachedBy,
  type PlaceIndex,
  type Reached,
  type Replay,
  type Verdict,
} from '@watch-tower/fleet-domain';
import { readCheckpoints, readCheckpointsBefore, type TruckHour } from './checkpoints.js';
import { readFixesAfter } from './stored-fixes.js';

/** What one transaction may follow again: well below the 5 s that it may last. */
export type ReplayBudget = { readonly fixesMax: number };

export type TruckReplay = {
  readonly truckId: string;
  readonly changedHourMs: number;
  readonly replay: Replay;
  readonly reached: Reached;
  /** What was known of the fixes that were followed, by device time. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
};

type Running = {
  readonly asked: TruckHour;
  replay: Replay;
  isAtEnd: boolean;
  readonly verdicts: Map<number, Verdict>;
};

const sliceSizeMin = 50;
const sliceSizeMax = 2_000;

/** Follows trucks again, each from the hour that changed, until they are where they were, or all is spent. */
export const replayTrucks = async (
  tx: Queryable,
  asked: readonly TruckHour[],
  places: PlaceIndex,
  { fixesMax }: ReplayBudget,
): Promise<TruckReplay[]> => {
  const starts = await readCheckpointsBefore(tx, asked);
  const all = asked.map((truck): Running => ({
    asked: truck,
    replay: beginReplay(starts.get(truck.truckId) ?? null),
    isAtEnd: false,
    verdicts: new Map(),
  }));
  let left = fixesMax;
  let running = all;
  while (running.length > 0 && left > 0) {
    const ofEachMax = Math.min(sliceSizeMax, Math.max(sliceSizeMin, Math.floor(left / running.length)));
    left -= await takeSlices(tx, running, places, ofEachMax);
    running = running.filter(({ isAtEnd, replay }) => !isAtEnd && !replay.hasRejoined);
  }
  return all.map(({ asked: { truckId, hourMs }, replay, isAtEnd, verdicts }) => ({
    truckId,
    changedHourMs: hourMs,
    replay,
    reached: reachedBy(replay, isAtEnd),
    verdicts,
  }));
};

/** @returns how many fixes were read. */
const takeSlices = async (
  tx: Queryable,
  running: readonly Running[],
  places: PlaceIndex,
  ofEachMax: number,
): Promise<number> => {
  const newestMsOf = ({ replay }: Running): number => replay.at.track.newest?.deviceTimeMs ?? -Infinity;
  const fixes = await readFixesAfter(
    tx,
    running.map((one) => ({ truckId: one.asked.truckId, afterMs: newestMsOf(one) })),
    ofEachMax,
  );
  const hours = running.flatMap((one) => {
    const last = fixes.get(one.asked.truckId)?.at(-1);
    return last === undefined
      ? []
      : [{ truckId: one.asked.truckId, fromMs: one.asked.hourMs, toMs: hourOf(last.deviceTimeMs) }];
  });
  const checkpoints = await readCheckpoints(tx, hours);
  let read = 0;
  for (const one of running) {
    const { truckId, hourMs } = one.asked;
    const slice = fixes.get(truckId) ?? [];
    read += slice.length;
    for (const { deviceTimeMs, verdict } of slice) one.verdicts.set(deviceTimeMs, verdict);
    one.replay = continueReplay(one.replay, slice, hourMs, checkpoints.get(truckId) ?? new Map(), places);
    one.isAtEnd = slice.length < ofEachMax;
  }
  return read;
};
