import { Injectable } from '@nestjs/common';
import { Database, Schedule } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import { ReportIdentifier } from '../identify-reports.js';
import { markReleased, reportsOfKnownVehicles } from '../quarantine/quarantine.js';
import { releasedRecord } from '../quarantine/to-quarantine-records.js';
import { PositionStore } from '../store-positions/position-store.js';

const intervalMs = 5_000;
const sliceSizeMax = 500;

/**
 * Takes up reports that waited for their vehicle to become known. Looks for them by itself: so it finds also
 * those that a slice set apart while the registration was being committed, and goes on after a crash.
 */
@Injectable()
export class ReleaseQuarantined {
  constructor(
    private readonly database: Database,
    private readonly identifier: ReportIdentifier,
    private readonly store: PositionStore,
    private readonly outbox: Outbox,
    schedule: Schedule,
  ) {
    schedule.every({ name: 'release-quarantined', intervalMs, run: (stopping) => this.releaseAll(stopping) });
  }

  async releaseAll(stopping?: AbortSignal): Promise<void> {
    for (;;) {
      stopping?.throwIfAborted();
      const reports = await reportsOfKnownVehicles(this.database, sliceSizeMax);
      const identified = await this.identifier.identify(reports);
      const ids = identified.fixes.map(({ source }) => source.messageId);
      if (ids.length === 0) return;
      await this.store.store(identified, async (tx) => {
        const released = await markReleased(tx, ids);
        await this.outbox.enqueue(tx, released.map(releasedRecord));
      });
    }
  }
}
