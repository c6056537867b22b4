import type { Fix, VisitEvidence } from '../events.js';

/** A confirmed or ended visit, as fleet tells of it. Provisional ones move nothing. */
export type Visit = {
  readonly visitId: string;
  readonly truckId: string;
  readonly locationId: string;
  readonly startedAt: string;
  /** Null while the truck is there. */
  readonly endedAt: string | null;
  readonly firstFix: Fix;
  readonly lastFix: Fix;
  readonly rule: string;
  readonly fenceVersion: number;
};

export const evidenceOf = (visit: Visit): VisitEvidence => {
  const { visitId, truckId, locationId, firstFix, lastFix, rule, fenceVersion } = visit;
  return { kind: 'visit', visitId, truckId, locationId, firstFix, lastFix, rule, fenceVersion };
};
