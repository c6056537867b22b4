import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, forgetOld, Schedule } from '@watch-tower/database';
import type { GatewayConfig } from '../../config.js';

const hourMs = 3_600_000;

/** Thinned tracks are small, and bounded by age all the same. */
@Injectable()
export class ForgetThinnedTracks {
  constructor(
    private readonly database: Database,
    schedule: Schedule,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'thinnedTracksKeptDays'>,
  ) {
    schedule.every({ name: 'forget-thinned-tracks', intervalMs: 6 * hourMs, run: () => this.forget() });
  }

  forget(): Promise<void> {
    const { thinnedTracksKeptDays: keptDays } = this.config;
    return forgetOld(this.database, { table: 'thinned_tracks', time: 'hour', keptDays });
  }
}
