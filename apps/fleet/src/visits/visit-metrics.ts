import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import type { NamedChange } from '@watch-tower/fleet-domain';
import { Counter, Histogram, Registry } from 'prom-client';

@Injectable()
export class VisitMetrics {
  private readonly changes: Counter<'change'>;
  private readonly verdicts: Counter<'verdict'>;
  private readonly replayed: Histogram;
  private readonly duration: Histogram;

  constructor(@Inject(METRICS) metrics: Registry) {
    const registers = [metrics];
    this.changes = new Counter({
      name: 'watchtower_visit_changes_total',
      help: 'What was told of visits; a correction or withdrawal takes back what was told before',
      labelNames: ['change'],
      registers,
    });
    this.verdicts = new Counter({
      name: 'watchtower_fix_verdicts_total',
      help: 'Verdicts about stored fixes that changed: outliers, and those that are none any more',
      labelNames: ['verdict'],
      registers,
    });
    this.replayed = new Histogram({
      name: 'watchtower_visit_replay_fixes',
      help: 'Stored fixes of one truck that were followed again because its past had changed',
      buckets: [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000],
      registers,
    });
    this.duration = new Histogram({
      name: 'watchtower_visit_replay_seconds',
      help: 'Time taken to follow trucks again, all those of one transaction together',
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
      registers,
    });
  }

  /** Of work that is committed. */
  told(changes: readonly NamedChange[]): void {
    for (const { kind } of changes) this.changes.inc({ change: kind });
  }

  judged(verdicts: readonly ('good' | 'outlier')[]): void {
    for (const verdict of verdicts) this.verdicts.inc({ verdict });
  }

  replays(fixesOfTrucks: readonly number[], seconds: number): void {
    for (const fixes of fixesOfTrucks) this.replayed.observe(fixes);
    this.duration.observe(seconds);
  }
}
