import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import type { CommandOutcome } from '@watch-tower/contracts';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What becomes of commands, and how long people wait for it. */
@Injectable()
export class OperationMetrics {
  private readonly settlements;
  private readonly waits;
  private readonly unsettled;

  constructor(@Inject(METRICS) metrics: Registry) {
    this.settlements = new Counter({
      name: 'watchtower_operations_settled_total',
      help: 'Outcomes written down, by result',
      labelNames: ['result'],
      registers: [metrics],
    });
    this.waits = new Histogram({
      name: 'watchtower_command_wait_seconds',
      help: 'From a command to its answer; later is 202',
      labelNames: ['answer'],
      buckets: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3],
      registers: [metrics],
    });
    this.unsettled = new Gauge({
      name: 'watchtower_operations_unsettled',
      help: 'Commands without an outcome, counted once a minute',
      registers: [metrics],
    });
  }

  answered(answer: 'done' | 'later', durationMs: number): void {
    this.waits.labels(answer).observe(durationMs / 1_000);
  }

  settled(result: CommandOutcome['result']): void {
    this.settlements.labels(result).inc();
  }

  waiting(count: number): void {
    this.unsettled.set(count);
  }
}
