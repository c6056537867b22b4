import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { CommandDecider } from '../trip/decide-command/command-decider.js';
import { registryGroup } from '../registry/registry-copy.projection.js';

const commands = subscription({
  topic: topics.tripCommands,
  group: 'trip.commands',
  mode: 'each',
  startsAfter: { group: registryGroup, topic: topics.registryState },
});

@Controller()
export class DecideTripCommandsConsumer {
  constructor(private readonly decider: CommandDecider) {}

  @Subscribe(commands)
  decide(message: Incoming<Topics['tripCommands']>): Promise<void> {
    return this.decider.decide(message);
  }
}
