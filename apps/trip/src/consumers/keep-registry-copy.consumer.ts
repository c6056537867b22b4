import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector, type Projection } from '@watch-tower/projections';
import { RegistryCopy } from '../registry/registry-copy.js';

/** Commands are decided only once this group has read what the registry held at start. */
export const registryGroup = 'trip.registry-copy';

const registry = subscription({
  topic: topics.registryState,
  group: registryGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class KeepRegistryCopyConsumer {
  private readonly copy: Projection<Topics['registryState']>;

  constructor(
    private readonly projector: Projector,
    registryCopy: RegistryCopy,
  ) {
    this.copy = {
      name: 'registry-copy',
      topic: topics.registryState,
      group: registryGroup,
      apply: (tx, messages) => registryCopy.keep(tx, messages),
    };
  }

  @Subscribe(registry)
  keep(messages: readonly (Incoming<Topics['registryState']> | Unreadable)[]): Promise<void> {
    return this.projector.project(this.copy, messages);
  }
}
