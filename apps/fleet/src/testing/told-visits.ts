import type { Visit as PublicVisit } from '@watch-tower/contracts';
import type { Visit } from '@watch-tower/fleet-domain';
import type { Published } from './fleet.js';

type Told = { readonly visit?: PublicVisit; readonly before?: PublicVisit; readonly visitId?: string };

/** Follows the messages as a consumer does, and expects versions without gaps. */
export const fold = (messages: readonly Published[]): PublicVisit[] => {
  const visits = new Map<string, PublicVisit>();
  expect(messages.map(({ version }) => version)).toEqual(messages.map((_, index) => index + 1));
  for (const { data } of messages) {
    const { visit, before, visitId } = data as Told;
    if (before !== undefined) expect(visits.get(before.id)).toEqual(before);
    if (visit !== undefined) visits.set(visit.id, visit);
    if (visitId !== undefined) expect(visits.delete(visitId)).toBe(true);
  }
  return [...visits.values()].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
};

/** What can be told alike of a visit that was told, and of one that was computed. */
export const comparable = (visit: PublicVisit) => ({
  place: visit.locationId,
  status: visit.status,
  startedAt: Date.parse(visit.startedAt),
  lastInsideAt: Date.parse(visit.lastInsideAt),
  leftBefore: visit.leftBefore === null ? null : Date.parse(visit.leftBefore),
  longestGapSeconds: visit.longestGapSeconds,
  unobservedSeconds: visit.unobservedSeconds,
  firstLatitude: visit.evidence.firstFix.latitude,
  lastLatitude: visit.evidence.lastFix.latitude,
});

export const comparableOf = (visit: Visit) => ({
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

/** A small generator of chance that a seed repeats (mulberry32). */
export const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
