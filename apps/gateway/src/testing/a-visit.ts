import type { Visit } from '@watch-tower/contracts';

/** A visit that has just begun. */
export const aVisit = (
  of: Pick<Visit, 'id' | 'truckId' | 'locationId' | 'startedAt'>,
  fields: Partial<Visit> = {},
): Visit => {
  const fix = { deviceTime: of.startedAt, latitude: 6.44, longitude: 3.36 };
  return {
    ...of,
    status: 'provisional',
    lastInsideAt: of.startedAt,
    endedAt: null,
    leftBefore: null,
    longestGapSeconds: 0,
    unobservedSeconds: 0,
    evidence: { firstFix: fix, lastFix: fix, rule: 'visit/1', fenceVersion: 1 },
    ...fields,
  };
};
