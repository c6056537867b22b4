import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, Schedule } from '@watch-tower/database';
import type { GatewayConfig } from '../../config.js';
import { forgetDuplicates, forgetQuarantined } from './quarantine.js';

const hourMs = 3_600_000;
const sliceSizeMax = 1_000;

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
    await forgetDuplicates(this.database, this.config.quarantineKeptDays);
    let forgotten = sliceSizeMax;
    while (forgotten === sliceSizeMax) {
      forgotten = await forgetQuarantined(this.database, this.config.quarantineKeptDays, sliceSizeMax);
    }
  }
}
