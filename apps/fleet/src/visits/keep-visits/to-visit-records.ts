import { topics, type Visit as PublicVisit } from '@watch-tower/contracts';
import { visitRule, type NamedChange, type Visit } from '@watch-tower/fleet-domain';
import { newId, toRecord, type OutgoingRecord } from '@watch-tower/messaging';
import { instant } from '@watch-tower/database';

/** What a change came from: a message, or work of our own. */
export type Cause = {
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
};

/** A change of a truck's visits, as their topic tells it. */
export const visitRecord = (
  truckId: string,
  change: NamedChange,
  version: number,
  cause: Cause,
): OutgoingRecord =>
  toRecord(topics.visitEvents, truckId, {
    id: newId(),
    source: 'watch-tower/fleet',
    time: new Date().toISOString(),
    subject: truckId,
    version,
    ...cause,
    ...messageOf(truckId, change),
  });

const messageOf = (truckId: string, change: NamedChange) => {
  const { id } = change;
  switch (change.kind) {
    case 'started':
      return {
        type: 'watchtower.visit.started.v1',
        data: { visit: toPublic(truckId, id, change.visit) },
      } as const;
    case 'confirmed':
      return {
        type: 'watchtower.visit.confirmed.v1',
        data: { visit: toPublic(truckId, id, change.visit) },
      } as const;
    case 'ended':
      return {
        type: 'watchtower.visit.ended.v1',
        data: { visit: toPublic(truckId, id, change.visit) },
      } as const;
    case 'corrected':
      return {
        type: 'watchtower.visit.corrected.v1',
        data: { visit: toPublic(truckId, id, change.visit), before: toPublic(truckId, id, change.before) },
      } as const;
    case 'withdrawn':
      return {
        type: 'watchtower.visit.withdrawn.v1',
        data: {
          visitId: id,
          truckId,
          locationId: change.before.placeId,
          startedAt: instant(change.before.first.deviceTimeMs),
          reason: change.before.status === 'provisional' ? 'drive_by' : 'corrected',
        },
      } as const;
    default:
      return change satisfies never;
  }
};

const toPublic = (truckId: string, id: string, visit: Visit): PublicVisit => ({
  id,
  truckId,
  locationId: visit.placeId,
  status: visit.status,
  startedAt: instant(visit.first.deviceTimeMs),
  lastInsideAt: instant(visit.last.deviceTimeMs),
  endedAt: visit.status === 'ended' ? instant(visit.last.deviceTimeMs) : null,
  leftBefore: visit.leftBeforeMs === null ? null : instant(visit.leftBeforeMs),
  longestGapSeconds: visit.longestGapMs / 1_000,
  unobservedSeconds: visit.unobservedMs / 1_000,
  evidence: {
    firstFix: evidenceOf(visit.first),
    lastFix: evidenceOf(visit.last),
    rule: visitRule,
    fenceVersion: visit.fenceVersion,
  },
});

const evidenceOf = ({ deviceTimeMs, latitude, longitude }: Visit['first']) => ({
  deviceTime: instant(deviceTimeMs),
  latitude,
  longitude,
});
