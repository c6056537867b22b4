import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { Arrivals } from '../operations/arrivals.js';
import { registryProjection } from '../read-models/registry/registry.js';
import { projectionsGroup } from './groups.js';

const registry = subscription({
  topic: topics.registryState,
  group: projectionsGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectRegistryConsumer {
  constructor(
    private readonly projector: Projector,
    private readonly arrivals: Arrivals,
  ) {}

  @Subscribe(registry)
  async project(messages: readonly (Incoming<Topics['registryState']> | Unreadable)[]): Promise<void> {
    await this.projector.project(registryProjection, messages);
    for (const message of messages) if (message.readable) this.arrivals.announce(message.data.id);
  }
}
