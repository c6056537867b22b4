import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { tripsUnderWay } from '../alerts/own-alerts/trips-under-way.projection.js';
import { visitCopies } from '../alerts/own-alerts/visit-copies.projection.js';

/** Trucks are looked at once a second at the most: no copy is missed before. */
const lingerMs = 500;
const trips = subscription({
  topic: topics.tripEvents,
  group: tripsUnderWay.group,
  lingerMs,
  mode: 'slice',
  unreadable: 'deliver',
});
const visits = subscription({
  topic: topics.visitEvents,
  group: visitCopies.group,
  lingerMs,
  mode: 'slice',
  unreadable: 'deliver',
});

/** Copies of what others know: which truck is under way on a trip, and which is at a place. */
@Controller()
export class KeepWhatOwnAlertsRestOnConsumer {
  constructor(private readonly projector: Projector) {}

  @Subscribe(trips)
  keepTrips(messages: readonly (Incoming<Topics['tripEvents']> | Unreadable)[]): Promise<void> {
    return this.projector.project(tripsUnderWay, messages);
  }

  @Subscribe(visits)
  keepVisits(messages: readonly (Incoming<Topics['visitEvents']> | Unreadable)[]): Promise<void> {
    return this.projector.project(visitCopies, messages);
  }
}
