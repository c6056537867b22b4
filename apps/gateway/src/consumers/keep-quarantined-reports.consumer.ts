import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Database } from '@watch-tower/database';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { keepQuarantine } from '../read-models/find-quarantined/quarantine.js';
import { projectionsGroup } from './groups.js';

const quarantine = subscription({ topic: topics.quarantineEvents, group: projectionsGroup, mode: 'slice' });

@Controller()
export class KeepQuarantinedReportsConsumer {
  constructor(private readonly database: Database) {}

  @Subscribe(quarantine)
  keep(messages: readonly Incoming<Topics['quarantineEvents']>[]): Promise<void> {
    return this.database.transaction(async (tx) => keepQuarantine(tx, messages));
  }
}
