import type { Visit } from '@watch-tower/contracts';
import type { TraceFix } from './recorded.js';

/** A visit as the domain's rules compute it. */
type ComputedVisit = {
  readonly placeId: string;
  readonly status: string;
  readonly first: TraceFix;
  readonly last: TraceFix;
  readonly leftBeforeMs: number | null;
  readonly longestGapMs: number;
  readonly unobservedMs: number;
};

/** What can be told alike of a visit that was told, and of one that was computed. */
export const comparable = (visit: Visit) => ({
  place: visit.locationId,
  status: visit.status as string,
  startedAt: Date.parse(visit.startedAt),
  lastInsideAt: Date.parse(visit.lastInsideAt),
  leftBefore: visit.leftBefore === null ? null : Date.parse(visit.leftBefore),
  longestGapSeconds: visit.longestGapSeconds,
  unobservedSeconds: visit.unobservedSeconds,
  firstLatitude: visit.evidence.firstFix.latitude,
  lastLatitude: visit.evidence.lastFix.latitude,
});

export type ComparableVisit = ReturnType<typeof comparable>;

export const comparableOf = (visit: ComputedVisit): ComparableVisit => ({
  place: visit.placeId,
  status: visit.status,
  startedAt: visit.first.deviceTimeMs,
  lastInsideAt: visit.last.deviceTimeMs,
  leftBefore: visit.leftBeforeMs,
  longestGapSeconds: visit.longestGapMs / 1_000,
  unobservedSeconds: visit.unobservedMs / 1_000,
  firstLatitude: visit.first.latitude,
  lastLatitude: visit.last.latitude,
});

/** Of visits that are over, those that were told or computed alone: none where they agree. */
export const differences = (
  told: readonly ComparableVisit[],
  computed: readonly ComparableVisit[],
): string[] => {
  const over = (visits: readonly ComparableVisit[]) =>
    visits.filter(({ status }) => status === 'ended').map((visit) => JSON.stringify(visit));
  const [of, by] = [over(told), over(computed)];
  const [known, right] = [new Set(of), new Set(by)];
  return [
    ...of.filter((visit) => !right.has(visit)).map((visit) => `told, not so: ${visit}`),
    ...by.filter((visit) => !known.has(visit)).map((visit) => `so, not told: ${visit}`),
    ...(of.length === known.size ? [] : [`${of.length - known.size} told twice`]),
  ];
};
