import type { Motion } from '@watch-tower/contracts';

/** The operator's figures; their defaults are Motive's (domain.md, "Position quality"). */
export type MotionRules = {
  readonly idlingBelowKmh: number;
  readonly outdatedWhenMovingHours: number;
  readonly outdatedWhenStationaryHours: number;
};

export type Moving = {
  readonly speedKmh: number | null;
  readonly ignition: boolean | null;
  readonly deviceTime: Date;
};

const hourMs = 3_600_000;

/** What a truck is doing at `nowMs`, by its newest fix. A speed nobody measured is none. */
export const motionOf = (fix: Moving, nowMs: number, rules: MotionRules): Motion => {
  const atFix = motionAtFix(fix, rules);
  const limitHours =
    atFix === 'stationary' ? rules.outdatedWhenStationaryHours : rules.outdatedWhenMovingHours;
  return nowMs - fix.deviceTime.getTime() >= limitHours * hourMs ? 'outdated' : atFix;
};

const motionAtFix = ({ speedKmh, ignition }: Moving, { idlingBelowKmh }: MotionRules) => {
  if ((speedKmh ?? 0) >= idlingBelowKmh) return 'moving';
  return ignition === true ? 'idling' : 'stationary';
};
