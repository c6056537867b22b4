import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { MirrorRhythm } from '../loconav/mirror-trips/mirror-rhythm.js';
import { wantedTrips } from '../loconav/mirror-trips/wanted-trips.projection.js';

const trips = subscription({
  topic: topics.tripEvents,
  group: wantedTrips.group,
  // LocoNav is asked by the second; several changes of a trip are then one.
  lingerMs: 500,
  mode: 'slice',
  unreadable: 'deliver',
});

/** What LocoNav is to have of our trips: kept here even where mirroring is off, so that it can be switched on. */
@Controller()
export class MirrorTripsConsumer {
  constructor(
    private readonly projector: Projector,
    private readonly mirror: MirrorRhythm,
  ) {}

  @Subscribe(trips)
  async keep(messages: readonly (Incoming<Topics['tripEvents']> | Unreadable)[]): Promise<void> {
    await this.projector.project(wantedTrips, messages);
    this.mirror.wake();
  }
}
