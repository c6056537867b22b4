import { normalisePlate, topics } from '@watch-tower/contracts';
import { newId, toRecord, type OutgoingRecord } from '@watch-tower/messaging';

/** What was polled of one vehicle: what names it, and LocoNav's element, untouched. */
export type Polled = { readonly plate: string | null; readonly report: unknown };

/** Whoever LocoNav does not name: as at the webhook, fleet sets it apart. */
const unidentified = 'unidentified';

const messageOf = ({ plate: written, report }: Polled, receivedAt: Date) => {
  const plate = written === null ? null : normalisePlate(written) || null;
  const key = plate ?? unidentified;
  const id = newId();
  const time = receivedAt.toISOString();
  const about = { id, source: 'watch-tower/fleet', time, subject: key, correlationId: id };
  const data = { provider: 'loconav', channel: 'poll', receivedAt: time, plate, imei: null, report } as const;
  return { key, about, data };
};

/** As the gateway publishes what its webhook of locations receives. */
export const toPositionRecord = (polled: Polled, receivedAt: Date): OutgoingRecord => {
  const { key, about, data } = messageOf(polled, receivedAt);
  return toRecord(topics.telemetryPositions, key, {
    ...about,
    type: 'watchtower.telemetry.position-reported.v1',
    data,
  });
};

/** As the gateway publishes what its webhook of alerts receives. */
export const toAlertRecord = (polled: Polled, receivedAt: Date): OutgoingRecord => {
  const { key, about, data } = messageOf(polled, receivedAt);
  return toRecord(topics.telemetryAlerts, key, {
    ...about,
    type: 'watchtower.telemetry.alert-reported.v1',
    data,
  });
};
