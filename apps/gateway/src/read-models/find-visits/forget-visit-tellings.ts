import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, forgetOld, Schedule } from '@watch-tower/database';
import type { GatewayConfig } from '../../config.js';

const hourMs = 3_600_000;

/** What was told of visits and no longer stands is kept as long as tracks are: the past is asked for no farther back. */
@Injectable()
export class ForgetVisitTellings {
  constructor(
    private readonly database: Database,
    schedule: Schedule,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'tracksKeptDays'>,
  ) {
    schedule.every({ name: 'forget-visit-tellings', intervalMs: hourMs, run: () => this.forget() });
  }

  /** A day longer: of the oldest day that is kept all of it is. */
  forget(): Promise<void> {
    const keptDays = this.config.tracksKeptDays + 1;
    return forgetOld(this.database, { table: 'visit_tellings', time: 'superseded_at', keptDays });
  }
}
