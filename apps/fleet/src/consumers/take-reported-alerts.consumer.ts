import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { mergedSlices, Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { AlertIdentifier } from '../alerts/report-alerts/identify-alerts.js';
import type { AlertMessage } from '../alerts/report-alerts/reported-alert-message.js';
import { ReportedAlerts } from '../alerts/report-alerts/reported-alerts.js';

const telemetry = subscription({ topic: topics.telemetryAlerts, group: 'fleet.alerts', mode: 'slice' });

const reportsAtOnceMax = 500;

type Report = Incoming<Topics['telemetryAlerts']>;

@Controller()
export class TakeReportedAlertsConsumer {
  private readonly takeTogether;

  constructor(identifier: AlertIdentifier, alerts: ReportedAlerts) {
    this.takeTogether = mergedSlices<Report>(
      async (reports) => alerts.take(await identifier.identify(reports.map(toMessage))),
      reportsAtOnceMax,
    );
  }

  @Subscribe(telemetry)
  take(messages: readonly Report[]): Promise<void> {
    return this.takeTogether(messages);
  }
}

const toMessage = ({ id, correlationId, traceparent, data }: Report): AlertMessage => ({
  ...data,
  messageId: id,
  correlationId,
  traceparent,
  receivedAt: new Date(data.receivedAt),
});
