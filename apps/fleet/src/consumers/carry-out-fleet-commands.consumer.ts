import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { Registrar } from '../registry/registrar.js';

const commands = subscription({ topic: topics.fleetCommands, group: 'fleet.commands', mode: 'each' });

@Controller()
export class CarryOutFleetCommandsConsumer {
  constructor(private readonly registrar: Registrar) {}

  @Subscribe(commands)
  carryOut(command: Incoming<Topics['fleetCommands']>): Promise<void> {
    return this.registrar.carryOut(command);
  }
}
