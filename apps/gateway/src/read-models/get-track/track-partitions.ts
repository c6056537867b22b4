import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import {
  dailyPartitions,
  Database,
  dropDailyPartition,
  ensureDailyPartitions,
  Schedule,
  utcDay,
} from '@watch-tower/database';
import type { GatewayConfig } from '../../config.js';

const table = 'truck_fixes';
const hourMs = 3_600_000;

/** A server clock that is wrong by a day, or a schedule that stood still for a week, stops nothing. */
const daysAhead = 8;
const daysOfGrace = 1;

/**
 * The days of tracks that exist. A day leaves retention first, from when on its fixes are passed over, and is
 * dropped a day later: whoever writes under the older limit, by a clock a little behind, finds its partition.
 */
@Injectable()
export class TrackPartitions {
  private made: { readonly day: number; readonly done: Promise<unknown> } | undefined;

  constructor(
    private readonly database: Database,
    schedule: Schedule,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'tracksKeptDays'>,
  ) {
    schedule.every({ name: 'keep-tracks', intervalMs: 6 * hourMs, run: () => this.keep(new Date()) });
  }

  /** The beginning of the oldest day that is kept. */
  oldestDay(now: Date): Date {
    return utcDay(now, -this.config.tracksKeptDays);
  }

  /** Days before this are dropped, or about to be: what is told of them is thinned. */
  wholeFrom(now: Date): Date {
    return utcDay(this.oldestDay(now), -daysOfGrace);
  }

  /** How old a fix of the oldest day is at most. */
  get shownDays(): number {
    return this.config.tracksKeptDays + 1;
  }

  /** Resolves once there are partitions to write to; looks once a day. */
  async ready(now: Date): Promise<void> {
    const day = utcDay(now).getTime();
    if (this.made?.day !== day) this.made = { day, done: this.ensure(now) };
    const { done } = this.made;
    try {
      await done;
    } catch (error) {
      if (this.made?.done === done) this.made = undefined;
      throw error;
    }
  }

  async keep(now: Date): Promise<void> {
    await this.ensure(now);
    const wholeFrom = this.wholeFrom(now);
    for (const { day } of await dailyPartitions(this.database, table)) {
      if (day >= wholeFrom) return;
      await this.database.transaction((tx) => dropDailyPartition(tx, table, day));
    }
  }

  private ensure(now: Date): Promise<unknown> {
    const days = this.config.tracksKeptDays + 1 + daysAhead;
    return ensureDailyPartitions(this.database, table, this.oldestDay(now), days);
  }
}
