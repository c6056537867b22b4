import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, METRICS } from '@watch-tower/bootstrap';
import { Database, Schedule, sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { Gauge, Registry } from 'prom-client';
import type { FleetConfig } from '../../config.js';
import { markedTrucks } from './own-alert-states.js';
import { noteStream, silentTrucks } from './stream-outages.js';
import { WatchTrucks } from './watch-trucks.js';

const intervalMs = 15_000;
const minuteMs = 60_000;
const sliceSizeMax = 50;

/**
 * What no fix occasions: silence, which only the clock shows, and trucks whose trips or visits changed. Silence
 * is judged only while the stream as a whole is heard.
 */
@Injectable()
export class LookAgain {
  private readonly open: Gauge<'kind' | 'source'>;

  constructor(
    private readonly database: Database,
    private readonly trucks: WatchTrucks,
    schedule: Schedule,
    @Inject(METRICS) metrics: Registry,
    @Inject(CONFIG)
    private readonly config: Pick<FleetConfig, 'gpsDarkLongerThanMinutes' | 'streamSilentAfterSeconds'>,
  ) {
    this.open = new Gauge({
      name: 'watchtower_alerts_open',
      help: 'Alerts that go on, counted with every look for silence',
      labelNames: ['kind', 'source'],
      registers: [metrics],
    });
    schedule.every({
      name: 'look-for-silence',
      intervalMs,
      run: (stopping) => this.run(new Date(), stopping),
    });
  }

  async run(now: Date, stopping?: AbortSignal): Promise<void> {
    const isHeard = await noteStream(this.database, now, this.config.streamSilentAfterSeconds * 1_000);
    await this.lookAtMarked(stopping);
    if (isHeard) await this.lookAtSilent(now, stopping);
    await this.countOpen();
  }

  private async lookAtMarked(stopping?: AbortSignal): Promise<void> {
    for (;;) {
      stopping?.throwIfAborted();
      const truckIds = await markedTrucks(this.database, sliceSizeMax);
      await this.trucks.look(
        truckIds.map((truckId) => ({ truckId, changedFromMs: null, cause: { correlationId: newId() } })),
      );
      if (truckIds.length < sliceSizeMax) return;
    }
  }

  private async lookAtSilent(now: Date, stopping?: AbortSignal): Promise<void> {
    const silentSince = new Date(now.getTime() - this.config.gpsDarkLongerThanMinutes * minuteMs);
    let after: string | null = null;
    do {
      stopping?.throwIfAborted();
      const truckIds: string[] = await silentTrucks(this.database, silentSince, after, sliceSizeMax);
      await this.trucks.look(
        truckIds.map((truckId) => ({
          truckId,
          changedFromMs: null,
          observedUntil: now,
          cause: { correlationId: newId() },
        })),
      );
      after = truckIds.length < sliceSizeMax ? null : (truckIds.at(-1) ?? null);
    } while (after !== null);
  }

  private async countOpen(): Promise<void> {
    const rows = await this.database.query<{ kind: string; source: string; count: number }>(sql`
      select case when kind ~ '^[a-z_]{1,40}$' then kind else 'other' end as kind, source, count(*)::int as count
      from alerts where is_open and not withdrawn group by 1, 2`);
    this.open.reset();
    for (const { kind, source, count } of rows) this.open.set({ kind, source }, count);
  }
}
