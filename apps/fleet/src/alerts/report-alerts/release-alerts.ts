import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, forgetOld, Schedule } from '@watch-tower/database';
import type { FleetConfig } from '../../config.js';
import { AlertIdentifier } from './identify-alerts.js';
import { alertsOfKnownVehicles } from './quarantined-alerts.js';
import { ReportedAlerts } from './reported-alerts.js';

const intervalMs = 5_000;
const hourMs = 3_600_000;
const sliceSizeMax = 500;

/** Takes up reports of alerts that waited for their vehicle to become known, and forgets old ones. */
@Injectable()
export class ReleaseAlerts {
  constructor(
    private readonly database: Database,
    private readonly identifier: AlertIdentifier,
    private readonly alerts: ReportedAlerts,
    schedule: Schedule,
    @Inject(CONFIG) private readonly config: Pick<FleetConfig, 'quarantineKeptDays'>,
  ) {
    schedule.every({ name: 'release-alerts', intervalMs, run: (stopping) => this.releaseAll(stopping) });
    schedule.every({ name: 'forget-quarantined-alerts', intervalMs: hourMs, run: () => this.forget() });
  }

  async releaseAll(stopping?: AbortSignal): Promise<void> {
    for (;;) {
      stopping?.throwIfAborted();
      const messages = await alertsOfKnownVehicles(this.database, sliceSizeMax);
      const identified = await this.identifier.identify(messages);
      if (identified.alerts.length === 0) return;
      await this.alerts.release(identified);
    }
  }

  forget(): Promise<void> {
    const { quarantineKeptDays: keptDays } = this.config;
    return forgetOld(this.database, { table: 'quarantined_alerts', time: 'created_at', keptDays });
  }
}
