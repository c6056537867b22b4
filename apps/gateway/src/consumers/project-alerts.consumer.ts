import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { Arrivals } from '../operations/arrivals.js';
import { alertsProjection } from '../read-models/find-alerts/alerts.projection.js';
import { projectionsGroup } from './groups.js';

const events = subscription({
  topic: topics.alertEvents,
  group: projectionsGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectAlertsConsumer {
  constructor(
    private readonly projector: Projector,
    private readonly arrivals: Arrivals,
  ) {}

  @Subscribe(events)
  async project(messages: readonly (Incoming<Topics['alertEvents']> | Unreadable)[]): Promise<void> {
    await this.projector.project(alertsProjection, messages);
    for (const message of messages) if (message.readable) this.arrivals.announce(message.data.alert.id);
  }
}
