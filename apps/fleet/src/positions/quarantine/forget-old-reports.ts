import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, forgetOld, Schedule } from '@watch-tower/database';
import type { FleetConfig } from '../../config.js';

const hourMs = 3_600_000;

/** The quarantine is bounded by age. */
@Injectable()
export class ForgetOldReports {
  constructor(
    private readonly database: Database,
    schedule: Schedule,
    @Inject(CONFIG) private readonly config: Pick<FleetConfig, 'quarantineKeptDays'>,
  ) {
    schedule.every({ name: 'forget-quarantined', intervalMs: hourMs, run: () => this.forget() });
  }

  forget(): Promise<void> {
    const { quarantineKeptDays: keptDays } = this.config;
    return forgetOld(this.database, { table: 'quarantined_positions', time: 'created_at', keptDays });
  }
}
