import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Schedule } from '@watch-tower/database';
import { maintainRelayed } from '@watch-tower/event-store';
import { OperationMetrics } from '../operations/operation-metrics.js';
import { Operations } from '../operations/operations.js';
import { Sessions } from '../sign-in/sessions.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What came in is kept for 30 days; a command without an outcome stands in its operation for longer. */
const inboxKeptDays = 30;

/** The gateway's own clean-up, once across its replicas. */
@Injectable()
export class Upkeep implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly schedule: Schedule,
    private readonly operations: Operations,
    private readonly sessions: Sessions,
    private readonly metrics: OperationMetrics,
  ) {}

  async onModuleInit(): Promise<void> {
    // Before the first request: without a partition of today nothing can be accepted.
    await this.keepInbox();
    this.schedule.every({ name: 'keep-inbox', intervalMs: 6 * hourMs, run: () => this.keepInbox() });
    this.schedule.every({
      name: 'publish-commands-again',
      intervalMs: 5 * minuteMs,
      run: () => untilNone(() => this.operations.publishAgain()),
    });
    this.schedule.every({
      name: 'forget-old-operations',
      intervalMs: 24 * hourMs,
      run: () => untilNone(() => this.operations.forgetOld()),
    });
    this.schedule.every({
      name: 'forget-old-sessions',
      intervalMs: 24 * hourMs,
      run: () => this.sessions.clean(),
    });
    this.schedule.every({
      name: 'count-unsettled-operations',
      intervalMs: minuteMs,
      run: async () => this.metrics.waiting(await this.operations.countUnsettled()),
    });
  }

  private async keepInbox(): Promise<void> {
    for (const table of ['inbox', 'command_inbox'])
      await maintainRelayed(this.database, table, { keptDays: inboxKeptDays });
  }
}

/** Slice by slice: no transaction lasts long. */
const untilNone = async (slice: () => Promise<number>): Promise<void> => {
  while ((await slice()) > 0);
};
