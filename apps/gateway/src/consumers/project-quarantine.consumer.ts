import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { quarantineProjection } from '../read-models/find-quarantined/quarantine.projection.js';
import { projectionsGroup } from './groups.js';

const quarantine = subscription({
  topic: topics.quarantineEvents,
  group: projectionsGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectQuarantineConsumer {
  constructor(private readonly projector: Projector) {}

  @Subscribe(quarantine)
  project(messages: readonly (Incoming<Topics['quarantineEvents']> | Unreadable)[]): Promise<void> {
    return this.projector.project(quarantineProjection, messages);
  }
}
