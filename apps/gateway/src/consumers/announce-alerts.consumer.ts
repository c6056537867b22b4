import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { LiveAlerts } from '../sockets/live-alerts.js';
import { memoryGroup } from './groups.js';

/** Who joins later asks the API for what was before: only what comes from now on is news. */
const events = subscription({
  topic: topics.alertEvents,
  group: memoryGroup,
  perProcess: true,
  from: 'end',
  mode: 'slice',
});

@Controller()
export class AnnounceAlertsConsumer {
  constructor(private readonly alerts: LiveAlerts) {}

  @Subscribe(events)
  announce(messages: readonly Incoming<Topics['alertEvents']>[]): Promise<void> {
    for (const message of messages) this.alerts.announce(message);
    return Promise.resolve();
  }
}
