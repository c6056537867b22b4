import type { Figure } from './bench.js';

export type Comparison = {
  /** Ours ÷ floor, the median of the rounds. */
  readonly ratio: number;
  readonly ours: number;
  readonly floor: number;
  /** The floor against itself: outside 0.9–1.1 the machine was too restless and the comparison is void. */
  readonly control: number;
};

export const median = (figures: readonly number[]): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[middle]];
  return (low + high) / 2;
};

export const quantile = (figures: readonly number[], share: number): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
};

/** One run of one side: its rate, its latency, whatever the two have in common. */
export type Side = () => Promise<number>;

/**
 * Runs both sides in turn, floor and ours and floor again, after one run of each that does not count: every
 * round gives a ratio to the floors around it, every two floors a control.
 */
export const compare = async (
  sides: { readonly ours: Side; readonly floor: Side },
  rounds = 5,
): Promise<Comparison> => {
  await sides.floor();
  await sides.ours();
  const ours: number[] = [];
  const floor: number[] = [await sides.floor()];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await sides.ours());
    floor.push(await sides.floor());
  }
  return judge(ours, floor);
};

/** @param floor one more than ours: each of ours was measured between two of them. */
export const judge = (ours: readonly number[], floor: readonly number[]): Comparison => {
  const around = (round: number): number => ((floor[round] ?? 0) + (floor[round + 1] ?? 0)) / 2;
  return {
    ratio: median(ours.map((figure, round) => figure / around(round))),
    ours: median(ours),
    floor: median(floor),
    control: median(floor.slice(1).map((later, round) => later / (floor[round] ?? later))),
  };
};

export const isRestless = (control: number): boolean => control < 0.9 || control > 1.1;

/** The ratio of a comparison as a figure, with what it was made of. */
export const ratioFigure = (
  { what, aim, unit }: { what: string; aim?: Figure['aim']; unit: string },
  { ratio, ours, floor, control }: Comparison,
): Figure => ({
  what,
  value: ratio,
  unit: '×',
  ...(aim && { aim }),
  detail: `ours ${rounded(ours)}, floor ${rounded(floor)} ${unit}; floor against itself ${control.toFixed(2)}`,
  isVoid: isRestless(control),
});

/** Three digits that count. */
export const rounded = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

/** The rate of some work, in units per second. The clock starts before the first unit. */
export const rateOf = async (units: number, work: () => Promise<void>): Promise<number> => {
  const startMs = performance.now();
  await work();
  return (units * 1_000) / (performance.now() - startMs);
};

/** @throws where not everything was done, or more than that: such a run is no measurement. */
export const mustBe = (what: string, counted: number, expected: number): void => {
  if (counted !== expected) throw new Error(`${what}: ${counted} instead of ${expected}`);
};
