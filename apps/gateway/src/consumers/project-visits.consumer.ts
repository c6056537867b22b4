import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { visitsProjection } from '../read-models/find-visits/visits.projection.js';
import { visitsGroup } from './groups.js';

const visits = subscription({
  topic: topics.visitEvents,
  group: visitsGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectVisitsConsumer {
  constructor(private readonly projector: Projector) {}

  @Subscribe(visits)
  project(messages: readonly (Incoming<Topics['visitEvents']> | Unreadable)[]): Promise<void> {
    return this.projector.project(visitsProjection, messages);
  }
}
