/** One run of one side: how many units of work, in how long. The clock starts before the first unit. */
export type Run = { readonly units: number; readonly seconds: number };

export type Comparison = {
  /** Rate of ours ÷ rate of the floor, the median of the pairs. */
  readonly ratio: number;
  readonly oursPerSecond: number;
  readonly floorPerSecond: number;
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

const rate = ({ units, seconds }: Run): number => units / seconds;

/**
 * Runs both sides in turn, floor and ours and floor again, after one run of each that does not count: every
 * pair gives a ratio, every two floors around it a control.
 */
export const compare = async (
  sides: { readonly ours: () => Promise<Run>; readonly floor: () => Promise<Run> },
  rounds = 5,
): Promise<Comparison> => {
  await sides.floor();
  await sides.ours();
  const ours: number[] = [];
  const floor: number[] = [rate(await sides.floor())];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(rate(await sides.ours()));
    floor.push(rate(await sides.floor()));
  }
  const around = (round: number) => ((floor[round] ?? 0) + (floor[round + 1] ?? 0)) / 2;
  return {
    ratio: median(ours.map((rateOfOurs, round) => rateOfOurs / around(round))),
    oursPerSecond: median(ours),
    floorPerSecond: median(floor),
    control: median(floor.slice(1).map((later, round) => later / (floor[round] ?? later))),
  };
};

/** Times some work. */
export const timed = async (units: number, work: () => Promise<void>): Promise<Run> => {
  const startMs = performance.now();
  await work();
  return { units, seconds: (performance.now() - startMs) / 1_000 };
};
