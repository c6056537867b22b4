import { topics, type Alert, type DataOf, type Topic, type TypeOn } from '@watch-tower/contracts';
import { newId, toRecord, type Incoming } from '@watch-tower/messaging';
import type { AlertMessage } from '../alerts/report-alerts/reported-alert-message.js';
import { readable, type Fleet } from './fleet.js';

/** What was told of alerts: event and version of each, with the alert's own. */
export const toldBy = async (fleet: Fleet) =>
  (await fleet.published(topics.alertEvents)).map(({ type, version, data }) => {
    const { alert } = data as { alert: Alert };
    return { event: type.replace(/^watchtower\.alert\.(.*)\.v1$/, '$1'), version, alert };
  });

/** The same, in words. */
export const eventsOf = async (fleet: Fleet): Promise<string[]> =>
  (await toldBy(fleet)).map(
    ({ event, alert }) => `${event} ${alert.kind} ${alert.isNews ? 'news' : 'history'}`,
  );

/** A report of an alert on its way, of the truck KBX 123A. */
export const alertMessage = (report: unknown, more: Partial<AlertMessage> = {}): AlertMessage => ({
  messageId: newId(),
  correlationId: newId(),
  provider: 'loconav',
  channel: 'webhook',
  receivedAt: new Date(),
  plate: 'KBX123A',
  imei: null,
  report,
  ...more,
});

/** A message of another service, as a consumer gets it. */
export const messageOf = <T extends Topic, K extends TypeOn<T>>(
  topic: T,
  subject: string,
  { id = newId(), type, version, data }: { id?: string; type: K; version?: number; data: object },
): Incoming<T> =>
  readable(
    topic,
    toRecord<T, K>(topic, subject, {
      id,
      source: 'test',
      time: new Date().toISOString(),
      subject,
      ...(version === undefined ? {} : { version }),
      correlationId: newId(),
      type,
      data: data as DataOf<T, K>,
    }),
  );
