import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, forgetOld, Schedule } from '@watch-tower/database';
import type { GatewayConfig } from '../../config.js';

const hourMs = 3_600_000;

/** What is shown of the quarantine is bounded by age. */
@Injectable()
export class ForgetQuarantined {
  constructor(
    private readonly database: Database,
    schedule: Schedule,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'quarantineKeptDays'>,
  ) {
    schedule.every({ name: 'forget-quarantined', intervalMs: hourMs, run: () => this.forget() });
  }

  async forget(): Promise<void> {
    const { quarantineKeptDays: keptDays } = this.config;
    await forgetOld(this.database, { table: 'quarantined_reports', time: 'received_at', keptDays });
    await forgetOld(this.database, { table: 'dropped_duplicates', time: 'dropped_at', keptDays });
  }
}
