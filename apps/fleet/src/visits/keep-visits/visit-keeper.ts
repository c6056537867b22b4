import { Injectable } from '@nestjs/common';
import type { Transaction } from '@watch-tower/database';
import {
  afterMs,
  conclude,
  goOn,
  unseenTruck,
  type Judged,
  type Kept,
  type NamedChange,
  type NameVisit,
  type PlaceIndex,
  type Reached,
  type Sighting,
  type TruckVisits,
} from '@watch-tower/fleet-domain';
import { derivedId } from '@watch-tower/messaging';
import { KnownPlaces } from '../fences/known-places.js';
import { VisitMetrics } from '../visit-metrics.js';
import { markDirty, writeCheckpoints, type TruckHour } from './checkpoints.js';
import { replayTrucks, type ReplayBudget, type TruckReplay } from './replays.js';
import { writeVerdicts } from './stored-fixes.js';
import { readVisits, writeVisits } from './visit-rows.js';

const hourLengthMs = 3_600_000;

/** A truck whose visits are to be kept up; its lock is held, and its positions are written. */
export type TruckNews = {
  readonly truckId: string;
  readonly visits: TruckVisits | null;
  readonly visitsVersion: number;
  /** Fixes later than the newest before, in their order. */
  readonly inOrder: readonly Sighting[];
  /** Hours (epoch ms) of which the past has changed. */
  readonly changedHours: readonly number[];
};

export type KeptTruck = {
  readonly truckId: string;
  readonly visits: TruckVisits;
  readonly changes: readonly NamedChange[];
  /** Fixes whose verdict is another than the one that is stored with them was. */
  readonly rejudged: readonly Judged[];
};

type Work = {
  readonly truckId: string;
  readonly versionBefore: number;
  readonly inOrder: readonly Sighting[];
  visits: TruckVisits;
  changedHours: readonly number[];
  /** Whether a replay went to the end of what is stored, new fixes included. */
  isUpToNow: boolean;
  readonly changes: NamedChange[];
  readonly rejudged: Judged[];
};

/**
 * Keeps the visits of trucks up with their positions, inside the transaction that stores these. In the common
 * case, new fixes in their order, nothing is read: the state of a truck comes along, the places are in memory.
 */
@Injectable()
export class VisitKeeper {
  constructor(
    private readonly known: KnownPlaces,
    private readonly metrics: VisitMetrics,
  ) {}

  /** @param placesVersion as the transaction sees it. What does not fit into the budget is left to `CatchUp`. */
  async keep(
    tx: Transaction,
    placesVersion: number,
    trucks: readonly TruckNews[],
    budget: ReplayBudget,
  ): Promise<KeptTruck[]> {
    const places = await this.known.at(tx, placesVersion);
    const works = trucks.map(toWork);
    await this.replayWhatChanged(tx, works, places, budget);

    const followed = works.flatMap((work) => {
      if (work.isUpToNow || work.inOrder.length === 0) return [];
      return [{ work, kept: goOn(work.visits, work.inOrder, places, namesFor(work)) }];
    });
    // Whoever was the newest counted as good until now.
    await this.write(tx, followed, () => 'good');
    tx.afterCommit(() => {
      for (const { changes, rejudged } of works) {
        this.metrics.told(changes);
        this.metrics.judged(rejudged.map(({ verdict }) => verdict));
      }
    });
    return works;
  }

  private async replayWhatChanged(
    tx: Transaction,
    works: readonly Work[],
    places: PlaceIndex,
    budget: ReplayBudget,
  ): Promise<void> {
    let left = budget.fixesMax;
    const lengths: number[] = [];
    const startedAtMs = performance.now();
    for (;;) {
      const asked = works.flatMap(({ truckId, changedHours: [hourMs] }) =>
        hourMs === undefined ? [] : [{ truckId, hourMs }],
      );
      if (asked.length === 0) break;
      if (left <= 0) {
        markDirty(tx, hoursLeft(works));
        break;
      }
      const replays = await replayTrucks(tx, asked, places, { fixesMax: left });
      for (const { verdicts } of replays) {
        left -= verdicts.size;
        lengths.push(verdicts.size);
      }
      // Who was cut short, or found not even one hour within the budget, goes on another time.
      if (await this.conclude(tx, works, replays, places)) left = 0;
    }
    if (lengths.length === 0) return;
    const seconds = (performance.now() - startedAtMs) / 1_000;
    tx.afterCommit(() => this.metrics.replays(lengths, seconds));
  }

  /** @returns whether one of the replays was cut short. */
  private async conclude(
    tx: Transaction,
    works: readonly Work[],
    replays: readonly TruckReplay[],
    places: PlaceIndex,
  ): Promise<boolean> {
    const published = await readVisits(
      tx,
      replays.map(({ truckId, replay }) => ({ truckId, sinceMs: afterMs(replay.from.track.settled) })),
    );
    const byTruck = new Map(works.map((work) => [work.truckId, work]));
    const verdictsOf = new Map(replays.map(({ truckId, verdicts }) => [truckId, verdicts]));
    const concluded = replays.flatMap(({ truckId, replay, reached }) => {
      const work = byTruck.get(truckId);
      if (work === undefined) return [];
      const told = published.get(truckId) ?? [];
      const kept = conclude(work.visits, { replay, reached }, told, places, namesFor(work));
      work.isUpToNow ||= reached.kind === 'now';
      work.changedHours = hoursAfter(work.changedHours, reached);
      return [{ work, kept }];
    });
    await this.write(tx, concluded, (truckId, timeMs) => verdictsOf.get(truckId)?.get(timeMs));
    return replays.some(({ reached }) => reached.kind === 'nowhere' || isCut(reached));
  }

  /** @param verdictBefore as far as it is known: of the fix that a replay began behind it is not. */
  private async write(
    tx: Transaction,
    results: readonly { readonly work: Work; readonly kept: Kept }[],
    verdictBefore: (truckId: string, timeMs: number) => Judged['verdict'] | undefined,
  ): Promise<void> {
    for (const { work, kept } of results) {
      work.visits = kept.visits;
      work.changes.push(...kept.changes);
    }
    const others = results.flatMap(({ work, kept }) =>
      kept.judged
        .filter(({ fix, verdict }) => verdict !== verdictBefore(work.truckId, fix.deviceTimeMs))
        .map((judged) => ({ work, judged })),
    );
    const rewritten = await writeVerdicts(
      tx,
      others.map(({ work: { truckId }, judged: { fix, verdict } }) => ({
        truckId,
        deviceTimeMs: fix.deviceTimeMs,
        verdict,
      })),
    );
    const isRewritten = new Set(rewritten.map(({ truckId, deviceTimeMs }) => `${truckId} ${deviceTimeMs}`));
    for (const { work, judged } of others)
      if (isRewritten.has(`${work.truckId} ${judged.fix.deviceTimeMs}`)) work.rejudged.push(judged);
    writeCheckpoints(
      tx,
      results.flatMap(({ work: { truckId }, kept }) => kept.checkpoints.map((one) => ({ truckId, ...one }))),
    );
    writeVisits(
      tx,
      results.flatMap(({ work: { truckId }, kept }) => kept.changes.map((change) => ({ truckId, change }))),
    );
  }
}

const toWork = ({ truckId, visits, visitsVersion, inOrder, changedHours }: TruckNews): Work => ({
  truckId,
  versionBefore: visitsVersion,
  inOrder,
  visits: visits ?? unseenTruck,
  changedHours: [...changedHours].sort((a, b) => a - b),
  isUpToNow: false,
  changes: [],
  rejudged: [],
});

/** By truck, place and start as they were first told; and by the version, for a start may be corrected away and come back. */
const namesFor =
  ({ truckId, versionBefore, changes }: Work): NameVisit =>
  (change, nth) => {
    const { placeId, first } = change.kind === 'withdrawn' ? change.before : change.visit;
    return derivedId(truckId, `${placeId} ${first.deviceTimeMs} ${versionBefore + changes.length + nth + 1}`);
  };

const isCut = (reached: Reached): boolean => reached.kind === 'hour' && !reached.hasRejoined;

/** What is still to be looked at. Who was cut short goes on from the hour after. */
const hoursAfter = (hours: readonly number[], reached: Reached): readonly number[] => {
  if (reached.kind === 'now') return [];
  if (reached.kind === 'nowhere') return hours;
  const { hourMs } = reached.hour;
  const later = hours.filter((hour) => hour > hourMs);
  return reached.hasRejoined ? later : [...new Set([hourMs + hourLengthMs, ...later])];
};

const hoursLeft = (works: readonly Work[]): TruckHour[] =>
  works.flatMap(({ truckId, changedHours }) => changedHours.map((hourMs) => ({ truckId, hourMs })));
