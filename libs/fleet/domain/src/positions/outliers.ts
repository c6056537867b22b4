import { distanceM } from '../places/distance.js';
import type { Sighting } from './fix.js';

export type Verdict = 'good' | 'outlier';

const speedMaxKmh = 200;
const nearM = 500;
const kmhPerMetreAMillisecond = 3_600;

/**
 * Judges a fix among its neighbours in device time, which may be outliers themselves: all fixes that passed
 * quarantine count. An outlier is out of reach of both (domain.md, Position quality); the first and the last,
 * who have one neighbour, never are.
 */
export const verdictOf = (before: Sighting | null, fix: Sighting, after: Sighting | null): Verdict =>
  before !== null && after !== null && isOutOfReach(before, fix) && isOutOfReach(fix, after)
    ? 'outlier'
    : 'good';

const isOutOfReach = (from: Sighting, to: Sighting): boolean => {
  const metres = distanceM(from, to);
  const milliseconds = to.deviceTimeMs - from.deviceTimeMs;
  return metres > nearM && metres * kmhPerMetreAMillisecond > speedMaxKmh * milliseconds;
};
