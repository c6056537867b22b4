import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import {
  dailyPartitions,
  Database,
  dropDailyPartition,
  ensureDailyPartitions,
  forgetOld,
  Schedule,
  sql,
  utcDay,
} from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import type { FleetConfig } from '../../config.js';
import { freezeBefore } from '../../visits/keep-visits/checkpoints.js';
import { PositionMetrics } from '../position-metrics.js';
import { thinDay } from './thin-day.js';

const table = 'vehicle_positions';
const daysAhead = 7;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * The days of positions that exist: from the horizon to a week ahead. A day is first put behind the horizon,
 * from when on its fixes are too late, and dropped by a later run: a transaction that still saw the horizon
 * before it lasts 5 s at most, and finds its partition.
 */
@Injectable()
export class PositionPartitions {
  private made: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly metrics: PositionMetrics,
    schedule: Schedule,
    @Inject(CONFIG) private readonly config: Pick<FleetConfig, 'positionsKeptDays' | 'thinnedTracksKeptDays'>,
  ) {
    schedule.every({ name: 'keep-positions', intervalMs: hourMs, run: () => this.keep(new Date()) });
  }

  /** Resolves once there are partitions to write to; looks only until that was so once in this process. */
  ready(): Promise<void> {
    this.made ??= this.ensure(new Date()).catch((error: unknown) => {
      this.made = undefined;
      throw error;
    });
    return this.made;
  }

  /** Thins and drops what is behind the horizon, moves the horizon, makes the coming days. */
  async keep(now: Date): Promise<void> {
    await this.dropOldDays();
    await this.ensure(now);
    const { thinnedTracksKeptDays: keptDays } = this.config;
    await forgetOld(this.database, { table: 'thinned_tracks', time: 'hour', keptDays });
  }

  private async ensure(now: Date): Promise<void> {
    const wanted = utcDay(now, -this.config.positionsKeptDays);
    // Never backwards: days that are gone do not come back with a longer retention.
    const [horizon] = await this.database.query<{ oldestDay: Date }>(sql`
      insert into positions_horizon as horizon (oldest_day) values (${wanted})
      on conflict (only_row) do update set
        oldest_day = greatest(horizon.oldest_day, excluded.oldest_day),
        marked_at = case when horizon.oldest_day < excluded.oldest_day then now() else horizon.marked_at end
      returning oldest_day as "oldestDay"`);
    const from = horizon?.oldestDay ?? wanted;
    const days = Math.round((utcDay(now, daysAhead).getTime() - from.getTime()) / dayMs) + 1;
    await ensureDailyPartitions(this.database, table, from, days);
  }

  private async dropOldDays(): Promise<void> {
    const [horizon] = await this.database.query<{ oldestDay: Date }>(sql`
      select oldest_day as "oldestDay" from positions_horizon where marked_at < now() - interval '1 minute'`);
    if (horizon === undefined) return;
    // While visits of these days are still to be found again their positions are needed.
    if (!(await freezeBefore(this.database, horizon.oldestDay))) return;
    for (const { day } of await dailyPartitions(this.database, table)) {
      if (day < horizon.oldestDay) {
        this.metrics.hoursThinned(await thinDay(this.database, this.outbox, day));
        await this.database.transaction((tx) => dropDailyPartition(tx, table, day));
      }
    }
  }
}
