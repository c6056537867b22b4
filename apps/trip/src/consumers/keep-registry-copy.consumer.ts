import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { registryCopyProjection, registryGroup } from '../registry/registry-copy.projection.js';
import { RegistryCopy } from '../registry/registry-copy.js';

const registry = subscription({
  topic: topics.registryState,
  group: registryGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class KeepRegistryCopyConsumer {
  private readonly copy;

  constructor(
    private readonly projector: Projector,
    registryCopy: RegistryCopy,
  ) {
    this.copy = registryCopyProjection(registryCopy);
  }

  @Subscribe(registry)
  keep(messages: readonly (Incoming<Topics['registryState']> | Unreadable)[]): Promise<void> {
    return this.projector.project(this.copy, messages);
  }
}
