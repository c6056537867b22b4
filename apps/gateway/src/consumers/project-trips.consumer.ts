import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { Arrivals } from '../operations/arrivals.js';
import { tripsProjection } from '../read-models/find-trips/trips.projection.js';
import { tripsGroup } from './groups.js';

const events = subscription({
  topic: topics.tripEvents,
  group: tripsGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectTripsConsumer {
  constructor(
    private readonly projector: Projector,
    private readonly arrivals: Arrivals,
  ) {}

  @Subscribe(events)
  async project(messages: readonly (Incoming<Topics['tripEvents']> | Unreadable)[]): Promise<void> {
    await this.projector.project(tripsProjection, messages);
    for (const message of messages) if (message.readable) this.arrivals.announce(message.data.tripId);
  }
}
