import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { isAlertCommand } from '../alerts/answer-people/alert-command.js';
import { AnswerPeople } from '../alerts/answer-people/answer-people.js';
import { Registrar } from '../registry/registrar.js';

const commands = subscription({ topic: topics.fleetCommands, group: 'fleet.commands', mode: 'each' });

@Controller()
export class CarryOutFleetCommandsConsumer {
  constructor(
    private readonly registrar: Registrar,
    private readonly alerts: AnswerPeople,
  ) {}

  @Subscribe(commands)
  carryOut(command: Incoming<Topics['fleetCommands']>): Promise<void> {
    return isAlertCommand(command) ? this.alerts.carryOut(command) : this.registrar.carryOut(command);
  }
}
