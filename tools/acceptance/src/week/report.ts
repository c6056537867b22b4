import { medianOf, type Comparison } from './compare.js';

const differencesShown = 20;
const second = 1_000;

/** What was compared, and every class of differences with its count; those that nothing explains, one by one. */
export const reportOf = ({
  trips,
  stages,
  wrongStages,
  errorsMs,
  differences,
}: Comparison): readonly string[] => {
  const exact = errorsMs.filter((errorMs) => errorMs === 0).length;
  const classes = new Map<string, number>();
  for (const { because, milestone, stop } of differences) {
    const name = `${milestone} at the ${stop.kind}: ${because ?? 'NOT EXPLAINED'}`;
    classes.set(name, (classes.get(name) ?? 0) + 1);
  }
  const unexplained = differences.filter(({ because }) => because === null);
  const shown = (timeMs: number | null): string =>
    timeMs === null ? 'never' : new Date(timeMs).toISOString();
  return [
    `${trips} trips: ${[...stages].map(([stage, count]) => `${count} ${stage}`).join(', ')}`,
    `${trips - wrongStages.length} are shown at their true stage, ${wrongStages.length} are not`,
    ...wrongStages.map(({ vpcId, is, shown: told }) => `  ${vpcId} is ${is}, and shown as ${told}`),
    `${errorsMs.length} times compared: median error ${medianOf(errorsMs) / second} s, ${exact} to the second, ` +
      `${differences.length} differ by more than an interval, ${unexplained.length} of them without a reason`,
    ...[...classes].sort().map(([name, count]) => `  ${String(count).padStart(4)}  ${name}`),
    ...unexplained
      .slice(0, differencesShown)
      .map(
        ({ vpcId, milestone, stop, trueMs, seenMs }) =>
          `  ${vpcId} ${milestone} at ${stop.place}: truly ${shown(trueMs)}, seen ${shown(seenMs)}`,
      ),
  ];
};

/** Whether every trip is where it truly is, and every time as it truly was or with a reason for being otherwise. */
export const isTrue = ({ wrongStages, errorsMs, differences }: Comparison): boolean =>
  wrongStages.length === 0 &&
  medianOf(errorsMs) === 0 &&
  differences.every(({ because }) => because !== null);
