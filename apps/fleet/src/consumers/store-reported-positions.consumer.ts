import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { ReportIdentifier } from '../positions/identify-reports.js';
import type { ReportedPosition } from '../positions/reported-position.js';
import { PositionStore } from '../positions/store-positions/position-store.js';

const telemetry = subscription({
  topic: topics.telemetryPositions,
  group: 'fleet.telemetry',
  mode: 'slice',
  sliceSizeMax: 500,
});

type Report = Incoming<Topics['telemetryPositions']>;

@Controller()
export class StoreReportedPositionsConsumer {
  constructor(
    private readonly identifier: ReportIdentifier,
    private readonly store: PositionStore,
  ) {}

  @Subscribe(telemetry)
  async take(messages: readonly Report[]): Promise<void> {
    await this.store.store(await this.identifier.identify(messages.map(toReported)));
  }
}

const toReported = ({ id, correlationId, traceparent, data }: Report): ReportedPosition => ({
  ...data,
  messageId: id,
  correlationId,
  traceparent,
  receivedAt: new Date(data.receivedAt),
});
