import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, Schedule } from '@watch-tower/database';
import type { FleetConfig } from '../../config.js';
import { forgetOldReports } from './quarantine.js';

const hourMs = 3_600_000;
const sliceSizeMax = 1_000;

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

  async forget(): Promise<void> {
    let forgotten = sliceSizeMax;
    while (forgotten === sliceSizeMax) {
      forgotten = await forgetOldReports(this.database, this.config.quarantineKeptDays, sliceSizeMax);
    }
  }
}
