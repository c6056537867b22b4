import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { truckLocationsProjection } from '../read-models/get-truck-location/truck-locations.js';
import { positionsGroup, positionsLingerMs } from './groups.js';

const positions = subscription({
  topic: topics.truckPositions,
  group: positionsGroup,
  lingerMs: positionsLingerMs,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectTruckLocationsConsumer {
  constructor(private readonly projector: Projector) {}

  @Subscribe(positions)
  project(messages: readonly (Incoming<Topics['truckPositions']> | Unreadable)[]): Promise<void> {
    return this.projector.project(truckLocationsProjection, messages);
  }
}
