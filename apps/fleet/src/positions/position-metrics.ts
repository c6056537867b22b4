import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import type { QuarantineReason } from '@watch-tower/fleet-domain';
import { Counter, Histogram, Registry } from 'prom-client';

/** What became of the fixes of one slice. */
export type SliceTally = {
  readonly accepted: number;
  /** Of the accepted: they took the place of another fix of their device time. */
  readonly replaced: number;
  /** Of the accepted: older than the newest of their truck. */
  readonly late: number;
  readonly duplicates: number;
  readonly superseded: number;
  readonly quarantined: readonly QuarantineReason[];
  readonly lagsSeconds: readonly number[];
};

@Injectable()
export class PositionMetrics {
  private readonly fixes: Counter<'outcome'>;
  private readonly quarantined: Counter<'reason'>;
  private readonly lag: Histogram;
  private readonly write: Histogram;
  private readonly thinned: Counter;

  constructor(@Inject(METRICS) metrics: Registry) {
    const registers = [metrics];
    this.fixes = new Counter({
      name: 'watchtower_fixes_total',
      help: 'Fixes by outcome; replaced and late ones are among the accepted',
      labelNames: ['outcome'],
      registers,
    });
    this.quarantined = new Counter({
      name: 'watchtower_reports_quarantined_total',
      help: 'Location reports set apart, by reason',
      labelNames: ['reason'],
      registers,
    });
    this.lag = new Histogram({
      name: 'watchtower_fix_lag_seconds',
      help: 'From the time of the device to the receipt of accepted fixes',
      buckets: [1, 2, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400],
      registers,
    });
    this.write = new Histogram({
      name: 'watchtower_position_slice_seconds',
      help: 'Transaction that judges and stores one slice of fixes',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    });
    this.thinned = new Counter({
      name: 'watchtower_thinned_hours_total',
      help: 'Hours of trucks of whose positions a thinned track is what stays',
      registers,
    });
  }

  hoursThinned(count: number): void {
    this.thinned.inc(count);
  }

  /** Of a slice that is committed. */
  sliceStored(tally: SliceTally, seconds: number): void {
    for (const outcome of ['accepted', 'replaced', 'late', 'duplicates', 'superseded'] as const) {
      this.fixes.inc({ outcome }, tally[outcome]);
    }
    for (const reason of tally.quarantined) this.quarantined.inc({ reason });
    for (const lagSeconds of tally.lagsSeconds) this.lag.observe(lagSeconds);
    this.write.observe(seconds);
  }
}
