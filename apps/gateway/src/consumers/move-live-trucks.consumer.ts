import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { newestPositions } from '../read-models/get-truck-location/truck-locations.js';
import { LiveTrucks } from '../sockets/live-trucks.js';
import { memoryGroup } from './groups.js';

const positions = subscription({
  topic: topics.truckPositions,
  group: memoryGroup,
  perProcess: true,
  mode: 'slice',
});
const registry = subscription({
  topic: topics.registryState,
  group: memoryGroup,
  perProcess: true,
  mode: 'slice',
});

/** Keeps the trucks of the sockets: where they are, what they are called, and which are in use. */
@Controller()
export class MoveLiveTrucksConsumer {
  constructor(private readonly trucks: LiveTrucks) {}

  @Subscribe(positions)
  move(messages: readonly Incoming<Topics['truckPositions']>[]): Promise<void> {
    this.trucks.move(newestPositions(messages));
    return Promise.resolve();
  }

  @Subscribe(registry)
  register(messages: readonly Incoming<Topics['registryState']>[]): Promise<void> {
    for (const { type, data } of messages) {
      if (type === 'watchtower.registry.truck.v1')
        this.trucks.register(data.id, data.number, data.retiredAt !== null);
    }
    return Promise.resolve();
  }
}
