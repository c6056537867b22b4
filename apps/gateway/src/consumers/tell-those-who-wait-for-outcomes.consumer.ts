import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { Arrivals } from '../operations/arrivals.js';
import { memoryGroup } from './groups.js';

/** Whoever waits for an older outcome finds it in the operation's row. */
const outcomes = subscription({
  topic: topics.commandOutcomes,
  group: memoryGroup,
  perProcess: true,
  from: 'end',
  mode: 'slice',
});

@Controller()
export class TellThoseWhoWaitForOutcomesConsumer {
  constructor(private readonly arrivals: Arrivals) {}

  @Subscribe(outcomes)
  tell(messages: readonly Incoming<Topics['commandOutcomes']>[]): Promise<void> {
    for (const { data } of messages) this.arrivals.announce(data.commandId, data);
    return Promise.resolve();
  }
}
