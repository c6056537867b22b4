import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { mergedSlices, Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { FixesArrived } from '../alerts/own-alerts/fixes-arrived.js';

const sliceSizeMax = 500;

const positions = subscription({
  topic: topics.positionEvents,
  group: 'fleet.own-alerts',
  // An alert may come a second later; a look at a truck costs the same for one fix as for many.
  lingerMs: 1_000,
  mode: 'slice',
  sliceSizeMax,
});

/** A slice of every partition: what a look reads grows with what waits, so the more wait the more share one. */
const messagesAtOnceMax = topics.positionEvents.partitions * sliceSizeMax;

type Message = Incoming<Topics['positionEvents']>;

@Controller()
export class WatchTrucksByTheirPositionsConsumer {
  private readonly watchTogether;

  constructor(arrived: FixesArrived) {
    this.watchTogether = mergedSlices<Message>((messages) => arrived.take(messages), messagesAtOnceMax);
  }

  @Subscribe(positions)
  watch(messages: readonly Message[]): Promise<void> {
    return this.watchTogether(messages);
  }
}
