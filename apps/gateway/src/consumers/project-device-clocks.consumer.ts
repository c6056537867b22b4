import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { deviceClocksProjection } from '../read-models/find-devices/device-clocks.projection.js';
import { projectionsGroup } from './groups.js';

const clocks = subscription({
  topic: topics.deviceClocks,
  group: projectionsGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectDeviceClocksConsumer {
  constructor(private readonly projector: Projector) {}

  @Subscribe(clocks)
  project(messages: readonly (Incoming<Topics['deviceClocks']> | Unreadable)[]): Promise<void> {
    return this.projector.project(deviceClocksProjection, messages);
  }
}
