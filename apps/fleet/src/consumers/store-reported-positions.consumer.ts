import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { mergedSlices, Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { ReportIdentifier } from '../positions/identify-reports.js';
import type { ReportedPosition } from '../positions/reported-position.js';
import { PositionStore } from '../positions/store-positions/position-store.js';

const telemetry = subscription({
  topic: topics.telemetryPositions,
  group: 'fleet.telemetry',
  mode: 'slice',
  sliceSizeMax: 500,
});

const reportsAtOnceMax = 1_000;

type Report = Incoming<Topics['telemetryPositions']>;

@Controller()
export class StoreReportedPositionsConsumer {
  private readonly storeTogether;

  constructor(identifier: ReportIdentifier, store: PositionStore) {
    this.storeTogether = mergedSlices<Report>(
      async (reports) => store.store(await identifier.identify(reports.map(toReported))),
      reportsAtOnceMax,
    );
  }

  @Subscribe(telemetry)
  take(messages: readonly Report[]): Promise<void> {
    return this.storeTogether(messages);
  }
}

const toReported = ({ id, correlationId, traceparent, data }: Report): ReportedPosition => ({
  ...data,
  messageId: id,
  correlationId,
  traceparent,
  receivedAt: new Date(data.receivedAt),
});
