import type { Fix } from './fix.js';

/** Why a report is kept apart instead of counted. */
export type QuarantineReason =
  | 'unreadable'
  | 'unknown_vehicle'
  | 'out_of_range'
  | 'zero_coordinates'
  | 'future'
  | 'too_early'
  | 'too_late';

export type JudgementLimits = {
  /** A device dates a fix no earlier than this (epoch ms). */
  readonly earliestMs: number;
  /** How much later than its receipt a fix may be dated. */
  readonly futureToleranceMs: number;
  /** The beginning of the oldest day whose positions are kept (epoch ms). */
  readonly horizonMs: number;
};

/**
 * Judges one fix by itself (domain.md, Position quality); outliers are judged among their neighbours.
 * @returns null where nothing speaks against it.
 */
export const judgeFix = (
  fix: Fix,
  receivedAtMs: number,
  limits: JudgementLimits,
): QuarantineReason | null => {
  if (Math.abs(fix.latitude) > 90 || Math.abs(fix.longitude) > 180) return 'out_of_range';
  if (fix.latitude === 0 && fix.longitude === 0) return 'zero_coordinates';
  if (fix.deviceTimeMs > receivedAtMs + limits.futureToleranceMs) return 'future';
  if (fix.deviceTimeMs < limits.earliestMs) return 'too_early';
  if (fix.deviceTimeMs < limits.horizonMs) return 'too_late';
  return null;
};
