import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { OperationMetrics } from '../operations/operation-metrics.js';
import { Operations } from '../operations/operations.js';
import { projectionsGroup } from './groups.js';

const outcomes = subscription({ topic: topics.commandOutcomes, group: projectionsGroup, mode: 'slice' });

@Controller()
export class SettleOperationsByTheirOutcomesConsumer {
  constructor(
    private readonly operations: Operations,
    private readonly metrics: OperationMetrics,
  ) {}

  @Subscribe(outcomes)
  async settle(messages: readonly Incoming<Topics['commandOutcomes']>[]): Promise<void> {
    await this.operations.settle(messages.map(({ data }) => data));
    for (const { data } of messages) this.metrics.settled(data.result);
  }
}
