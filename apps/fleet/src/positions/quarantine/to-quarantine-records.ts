import { normalisePlate, topics, type ReportQuarantined } from '@watch-tower/contracts';
import { withoutNul } from '@watch-tower/database';
import { newId, toRecord, type OutgoingRecord } from '@watch-tower/messaging';
import type { ReportedPosition } from '../reported-position.js';

/** What is told of a report names its sender and the message in which it came. */
export type ReportOrigin = Pick<ReportedPosition, 'messageId' | 'correlationId' | 'plate' | 'imei'>;

/** A report of whatever kind, and why it does not count. */
type ReportSetApart = {
  readonly reason: string;
  readonly detail?: string;
  readonly source: Omit<ReportedPosition, 'provider'>;
  readonly fix?: { readonly truckId: string | null; readonly deviceTimeMs: number };
};

/** Everything about one report has one key, whatever becomes of it. */
const keyOf = ({ plate, imei }: ReportOrigin): string =>
  withoutNul((plate === null ? '' : normalisePlate(plate)) || imei || 'unidentified');

const causedBy = (origin: ReportOrigin) => ({
  id: newId(),
  source: 'watch-tower/fleet',
  time: new Date().toISOString(),
  subject: origin.messageId,
  correlationId: withoutNul(origin.correlationId),
  causationId: origin.messageId,
});

/** A report that was set apart, or is for another reason now. */
export const quarantinedRecord = (
  kind: ReportQuarantined['kind'],
  { reason, detail, source, fix }: ReportSetApart,
): OutgoingRecord =>
  toRecord(topics.quarantineEvents, keyOf(source), {
    ...causedBy(source),
    traceparent: source.traceparent,
    type: 'watchtower.report.quarantined.v1',
    data: {
      reportId: source.messageId,
      kind,
      reason,
      detail: detail ?? null,
      plate: withoutNul(source.plate === null ? null : normalisePlate(source.plate)),
      imei: withoutNul(source.imei),
      truckId: fix?.truckId ?? null,
      deviceTime: fix === undefined ? null : new Date(fix.deviceTimeMs).toISOString(),
      receivedAt: source.receivedAt.toISOString(),
      channel: source.channel,
      report: source.report,
    },
  });

/** A report that was taken up after all. */
export const releasedRecord = (origin: ReportOrigin): OutgoingRecord =>
  toRecord(topics.quarantineEvents, keyOf(origin), {
    ...causedBy(origin),
    type: 'watchtower.report.released.v1',
    data: { reportId: origin.messageId },
  });

/** Fixes of a truck that came again, exactly the same; the origin is the newest report that came with them. */
export const duplicatesRecord = (truckId: string, count: number, origin: ReportOrigin): OutgoingRecord => {
  const caused = causedBy(origin);
  return toRecord(topics.quarantineEvents, truckId, {
    ...caused,
    subject: truckId,
    type: 'watchtower.report.duplicates-dropped.v1',
    data: { truckId, count, droppedAt: caused.time },
  });
};
