import { topics, type TruckPosition } from '@watch-tower/contracts';
import type { AcceptedFix } from '@watch-tower/fleet-domain';
import { newId, toRecord, type OutgoingRecord } from '@watch-tower/messaging';
import type { IdentifiedFix } from '../reported-position.js';

const causedBy = ({ truckId, source }: IdentifiedFix, version: number) => ({
  id: newId(),
  source: 'watch-tower/fleet',
  time: new Date().toISOString(),
  subject: truckId,
  version,
  correlationId: source.correlationId,
  causationId: source.messageId,
  traceparent: source.traceparent,
});

const toPublic = (fix: IdentifiedFix): TruckPosition => ({
  truckId: fix.truckId,
  deviceTime: new Date(fix.deviceTimeMs).toISOString(),
  receivedAt: fix.source.receivedAt.toISOString(),
  latitude: fix.latitude,
  longitude: fix.longitude,
  speedKmh: fix.speedKmh,
  headingDegrees: fix.headingDegrees,
  ignition: fix.ignition,
  provider: fix.source.provider,
  channel: fix.source.channel,
});

/** Seconds from the device's clock to our receipt; below 0 where the device's clock is ahead. */
export const lagSecondsOf = (fix: IdentifiedFix): number =>
  (fix.source.receivedAt.getTime() - fix.deviceTimeMs) / 1_000;

/** A fix that counts, as the topic of positions tells it. */
export const acceptedRecord = (
  { fix, late, replaces }: AcceptedFix<IdentifiedFix>,
  version: number,
): OutgoingRecord =>
  toRecord(topics.positionEvents, fix.truckId, {
    ...causedBy(fix, version),
    type: 'watchtower.position.accepted.v1',
    data: { ...toPublic(fix), lagSeconds: lagSecondsOf(fix), late, replaces, verdict: 'good' },
  });

/** Where a truck is now, as the topic of latest positions tells it. */
export const latestRecord = (fix: IdentifiedFix, version: number): OutgoingRecord =>
  toRecord(topics.truckPositions, fix.truckId, {
    ...causedBy(fix, version),
    type: 'watchtower.truck-position.latest.v1',
    data: toPublic(fix),
  });
