import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import { Histogram, Registry } from 'prom-client';

/** How well group commit groups, and what it costs. */
@Injectable()
export class InboxMetrics {
  private readonly rows;
  private readonly duration;

  constructor(@Inject(METRICS) metrics: Registry) {
    this.rows = new Histogram({
      name: 'watchtower_inbox_commit_rows',
      help: 'Rows that shared one commit',
      labelNames: ['kind'],
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000],
      registers: [metrics],
    });
    this.duration = new Histogram({
      name: 'watchtower_inbox_commit_duration_seconds',
      help: 'Time of one commit',
      labelNames: ['kind'],
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 3],
      registers: [metrics],
    });
  }

  observer(kind: 'telemetry' | 'commands'): (flush: { weight: number; durationMs: number }) => void {
    const rows = this.rows.labels(kind);
    const duration = this.duration.labels(kind);
    return ({ weight, durationMs }) => {
      rows.observe(weight);
      duration.observe(durationMs / 1_000);
    };
  }
}
