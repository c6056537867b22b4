import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { LiveTripList } from '../sockets/live-trip-list.js';
import { LiveTrips } from '../sockets/live-trips.js';
import { memoryGroup } from './groups.js';

/** Who joins later reads what was before: only what changes from now on matters. */
const fromNowOn = { group: memoryGroup, perProcess: true, from: 'end', mode: 'slice' } as const;
const events = subscription({ topic: topics.tripEvents, ...fromNowOn });
const mirrorEvents = subscription({ topic: topics.loconavTripEvents, ...fromNowOn });

@Controller()
export class AnnounceTripChangesConsumer {
  constructor(
    private readonly trips: LiveTrips,
    private readonly list: LiveTripList,
  ) {}

  @Subscribe(events)
  announce(messages: readonly Incoming<Topics['tripEvents']>[]): Promise<void> {
    for (const { data, version = 0 } of messages) this.trips.announce(data.tripId, { version });
    this.list.announce();
    return Promise.resolve();
  }

  /** How LocoNav has a trip stands in its details alone. */
  @Subscribe(mirrorEvents)
  announceMirrors(messages: readonly Incoming<Topics['loconavTripEvents']>[]): Promise<void> {
    for (const { data, version = 0 } of messages)
      this.trips.announce(data.tripId, { mirrorVersion: version });
    return Promise.resolve();
  }
}
