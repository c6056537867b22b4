import { explain } from './explain.js';
import { trueStageAt, type SimulatedTruck, type TrueStop, type TrueTrip } from './simulated.js';

export type Milestone = 'arrival' | 'departure';

/** A trip as the system tells of it; times in epoch ms. */
export type SeenTrip = {
  readonly stage: string;
  /** Null where nothing is known. */
  readonly timeOf: (milestone: Milestone, stopIndex: number) => number | null;
  /** When it was over, where people said so. */
  readonly endToldMs: number | null;
};

/** A time that is not what it truly was, by more than the interval of fixes; null where there is none on one side. */
export type Difference = {
  readonly vpcId: string;
  readonly milestone: Milestone;
  readonly stop: TrueStop;
  readonly trueMs: number | null;
  readonly seenMs: number | null;
  /** Null where nothing that was told explains it. */
  readonly because: string | null;
};

export type WrongStage = { readonly vpcId: string; readonly is: string; readonly shown: string };

export type Comparison = {
  readonly trips: number;
  /** How many trips are truly at each stage. */
  readonly stages: ReadonlyMap<string, number>;
  readonly wrongStages: readonly WrongStage[];
  /** Seen less true, of every milestone that both know; the true time is that of the device's fix, sorted. */
  readonly errorsMs: readonly number[];
  readonly differences: readonly Difference[];
};

/**
 * What happens at the very end is not known yet: a stay counts once it was seen for five minutes, and of a parked truck the
 * next fix may be ten intervals away (domain.md, Visit).
 */
const settledAfterMs = (intervalMs: number): number => 5 * 60_000 + 10 * intervalMs;

/** Compares trips with what their trucks truly did. @param seen by business id. */
export const compare = (
  trucks: readonly SimulatedTruck[],
  seen: ReadonlyMap<string, SeenTrip>,
  intervalSeconds: number,
): Comparison => {
  const intervalMs = intervalSeconds * 1_000;
  const stages = new Map<string, number>();
  const wrongStages: WrongStage[] = [];
  const errorsMs: number[] = [];
  const differences: Difference[] = [];
  let trips = 0;
  for (const simulated of trucks) {
    const settledMs = simulated.untilMs - settledAfterMs(intervalMs);
    for (const trip of simulated.trips) {
      const shown = seen.get(trip.vpcId);
      if (shown === undefined) throw new Error(`${trip.vpcId} is not there`);
      trips += 1;
      const is = trueStageAt(trip, simulated.untilMs);
      stages.set(is, (stages.get(is) ?? 0) + 1);
      if (shown.stage !== is && shown.stage !== trueStageAt(trip, settledMs))
        wrongStages.push({ vpcId: trip.vpcId, is, shown: shown.stage });
      for (const { milestone, stop, stopIndex, trueMs } of milestonesOf(trip, simulated)) {
        const seenMs = shown.timeOf(milestone, stopIndex);
        if (seenMs !== null && trueMs !== null) errorsMs.push(seenMs - trueMs);
        const isNear = seenMs !== null && trueMs !== null && Math.abs(seenMs - trueMs) <= intervalMs;
        const isNeither = seenMs === null && (trueMs === null || trueMs > settledMs);
        if (isNear || isNeither) continue;
        const because = explain({ simulated, stop, milestone, trueMs, seenMs, endToldMs: shown.endToldMs });
        differences.push({ vpcId: trip.vpcId, milestone, stop, trueMs, seenMs, because });
      }
    }
  }
  return { trips, stages, wrongStages, errorsMs: errorsMs.sort((a, b) => a - b), differences };
};

type TrueMilestone = {
  readonly milestone: Milestone;
  readonly stop: TrueStop;
  readonly stopIndex: number;
  /** Of the first or the last fix inside, as measured; null where it has not happened. */
  readonly trueMs: number | null;
};

const milestonesOf = ({ stops }: TrueTrip, { truth }: SimulatedTruck): TrueMilestone[] =>
  stops.flatMap((stop, stopIndex) => {
    const { kind, enteredMs, leftMs } = stop;
    const first = truth.fixes.find(({ timeMs }) => enteredMs !== null && timeMs >= enteredMs);
    const last = truth.fixes.findLast(({ timeMs }) => leftMs !== null && timeMs < leftMs);
    const arrival = { milestone: 'arrival', stop, stopIndex, trueMs: first?.timeMs ?? null } as const;
    if (kind === 'empty_return') return [arrival];
    return [arrival, { milestone: 'departure', stop, stopIndex, trueMs: last?.timeMs ?? null } as const];
  });

/** The middle of sorted numbers; 0 of none. */
export const medianOf = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;
