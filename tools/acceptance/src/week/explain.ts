import { distanceM, placeOf, type Fix } from '@watch-tower/simulator-domain';
import type { Milestone } from './compare.js';
import { fateOf, fatesOf, type Fate } from './fates.js';
import type { SimulatedTruck, TrueStop } from './simulated.js';

type Case = {
  readonly simulated: SimulatedTruck;
  readonly stop: TrueStop;
  readonly milestone: Milestone;
  /** Of the first or the last fix inside (epoch ms); null where it has not happened. */
  readonly trueMs: number | null;
  readonly seenMs: number | null;
  /** When the trip was over, where people said so. */
  readonly endToldMs: number | null;
};

/** A stay this short is none. */
const stayMinMs = 5 * 60_000;
/** What a device may be off: it measures to some metres. */
const edgeM = 15;

/** Why a time was not seen as it was, from what became of the fixes that it rests on; null where they do not explain it. */
export const explain = (one: Case): string | null => {
  const { simulated, milestone, trueMs, seenMs } = one;
  if (seenMs === null) return notSeen(one);
  const lie = lieAt(simulated, seenMs);
  if (lie !== undefined) return `it rests on a fix ${lie}`;
  if (trueMs === null) return null;
  const isShort = milestone === 'arrival' ? seenMs > trueMs : seenMs < trueMs;
  return isShort ? whyShorter(one, trueMs, seenMs) : whyLonger(one, seenMs);
};

/** Of the whole stay too little arrived. */
const notSeen = ({ simulated, stop, endToldMs }: Case): string | null => {
  const { enteredMs, leftMs } = stop;
  if (enteredMs === null) return null;
  const fates = fatesOf(simulated.told);
  const inside = simulated.truth.fixes.filter(
    ({ timeMs }) => timeMs >= enteredMs && timeMs < (leftMs ?? Infinity),
  );
  const arrived = inside.filter(({ timeMs }) => fates.get(timeMs) === 'arrived');
  const spanMs = (arrived.at(-1)?.timeMs ?? 0) - (arrived[0]?.timeMs ?? 0);
  const seenFromMs = arrived[0]?.timeMs ?? Infinity;
  const missing = inside.filter(({ timeMs }) => spanMs < stayMinMs || timeMs < seenFromMs);
  const reasons = listed(missing.map(({ timeMs }) => fates.get(timeMs) ?? 'lost'));
  if (spanMs < stayMinMs) return `the stay was not seen: its fixes were ${reasons}`;
  // Where the truck was seen to stand there only after people had ended the trip, the stay is none of the trip's.
  return endToldMs !== null && seenFromMs > endToldMs
    ? `people had ended the trip before the stay was seen: its first fixes were ${reasons}`
    : null;
};

/** What is wrong with the fix that was told of a time. */
const lieAt = ({ told }: SimulatedTruck, timeMs: number): Fate | undefined =>
  told
    .filter(({ fix, isLost }) => fix.timeMs === timeMs && !isLost)
    .map(fateOf)
    .find((fate) => fate !== 'arrived');

/** Fixes between the true time and the seen one did not arrive, or were measured outside, or a lie stood among them. */
const whyShorter = ({ simulated, stop, milestone }: Case, trueMs: number, seenMs: number): string | null => {
  const fates = fatesOf(simulated.told);
  const between = simulated.truth.fixes.filter(({ timeMs }) =>
    milestone === 'arrival' ? timeMs >= trueMs && timeMs < seenMs : timeMs > seenMs && timeMs <= trueMs,
  );
  const missing = between.map((fix) => {
    const fate = fates.get(fix.timeMs) ?? 'lost';
    return fate === 'arrived' && isOnEdge(fix, stop, 'outside') ? 'measured outside on the edge' : fate;
  });
  if (missing.length > 0 && !missing.includes('arrived')) return `fixes were ${listed(missing)}`;
  const [fromMs, toMs] = [Math.min(trueMs, seenMs), Math.max(trueMs, seenMs)];
  const lies = simulated.told
    .filter(({ fix, isLost }) => !isLost && fix.timeMs > fromMs && fix.timeMs < toMs)
    .map(fateOf)
    .filter((fate) => fate === 'told of elsewhere' || fate === 'told of another time');
  return lies.length === 0 ? null : `the stay broke at fixes ${listed(lies)}`;
};

/** At the seen time the truck truly was inside as well, before or after what it came for, or it stood on the edge. */
const whyLonger = ({ simulated, stop }: Case, seenMs: number): string | null => {
  const { truth, fromMs, untilMs } = simulated;
  const isBesides = truth.visits.some(
    ({ place, enteredAt, leftAt }) =>
      place === stop.place &&
      (enteredAt === null ? fromMs : Date.parse(enteredAt)) <= seenMs &&
      seenMs < (leftAt === null ? untilMs : Date.parse(leftAt)),
  );
  if (isBesides) return 'it was inside before or after, and not away for two minutes';
  const fix = truth.fixes.find(({ timeMs }) => timeMs === seenMs);
  return fix !== undefined && isOnEdge(fix, stop, 'inside') ? 'fixes were measured inside on the edge' : null;
};

const isOnEdge = (fix: Fix, stop: TrueStop, side: 'inside' | 'outside'): boolean => {
  const place = placeOf(stop.place);
  const outsideM = distanceM(place, fix) - place.radiusM;
  return Math.abs(outsideM) <= edgeM && (side === 'inside') === outsideM <= 0;
};

const listed = (fates: readonly string[]): string => [...new Set(fates)].sort().join(', ');
