import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { Arrivals } from '../operations/arrivals.js';
import { loconavTripsProjection } from '../read-models/get-trip-details/loconav-trips.projection.js';
import { projectionsGroup } from './groups.js';

const events = subscription({
  topic: topics.loconavTripEvents,
  group: projectionsGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectLoconavTripsConsumer {
  constructor(
    private readonly projector: Projector,
    private readonly arrivals: Arrivals,
  ) {}

  @Subscribe(events)
  async project(messages: readonly (Incoming<Topics['loconavTripEvents']> | Unreadable)[]): Promise<void> {
    await this.projector.project(loconavTripsProjection, messages);
    for (const message of messages) if (message.readable) this.arrivals.announce(message.data.tripId);
  }
}
