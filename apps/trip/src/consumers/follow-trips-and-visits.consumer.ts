import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { FollowRhythm } from '../progress/follow-rhythm.js';
import { FollowTrips } from '../progress/follow-trips.js';
import { visitCopies, visitsGroup } from '../progress/visit-copies.projection.js';

const trips = subscription({ topic: topics.tripEvents, group: 'trip.followed-trips', mode: 'slice' });
const visits = subscription({
  topic: topics.visitEvents,
  group: visitsGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

/** Trips go on by the visits of their trucks, whatever is told of either first. */
@Controller()
export class FollowTripsAndVisitsConsumer {
  constructor(
    private readonly projector: Projector,
    private readonly trips: FollowTrips,
    private readonly rhythm: FollowRhythm,
  ) {}

  /** Only says which trips changed: each is read from its stream. */
  @Subscribe(trips)
  async keepTrips(messages: readonly Incoming<Topics['tripEvents']>[]): Promise<void> {
    await this.trips.keep(messages.map(({ data }) => data.tripId));
    this.rhythm.wake();
  }

  @Subscribe(visits)
  async keepVisits(messages: readonly (Incoming<Topics['visitEvents']> | Unreadable)[]): Promise<void> {
    await this.projector.project(visitCopies, messages);
    this.rhythm.wake();
  }
}
