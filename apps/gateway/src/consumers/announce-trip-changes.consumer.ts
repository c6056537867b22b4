import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { LiveTrips } from '../sockets/live-trips.js';
import { memoryGroup } from './groups.js';

/** Who joins later reads what was before: only what changes from now on matters. */
const events = subscription({
  topic: topics.tripEvents,
  group: memoryGroup,
  perProcess: true,
  from: 'end',
  mode: 'slice',
});

@Controller()
export class AnnounceTripChangesConsumer {
  constructor(private readonly trips: LiveTrips) {}

  @Subscribe(events)
  announce(messages: readonly Incoming<Topics['tripEvents']>[]): Promise<void> {
    for (const { data, version } of messages) this.trips.announce(data.tripId, version ?? 0);
    return Promise.resolve();
  }
}
