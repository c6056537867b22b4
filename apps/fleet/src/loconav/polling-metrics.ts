import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import { Counter, Gauge, Registry } from 'prom-client';
import type { VehicleDifference } from './compare-vehicles/vehicle-differences.js';

/** What polling brought. Its runs and failures are among the scheduled runs, its requests among LocoNav's. */
@Injectable()
export class PollingMetrics {
  private readonly polled: Counter<'what' | 'outcome'>;
  private readonly differences: Gauge<'kind'>;

  constructor(@Inject(METRICS) metrics: Registry) {
    const registers = [metrics];
    this.polled = new Counter({
      name: 'watchtower_loconav_polled_total',
      help: 'What was polled: published, unchanged since, without a position, or not in the answer',
      labelNames: ['what', 'outcome'],
      registers,
    });
    this.differences = new Gauge({
      name: 'watchtower_loconav_vehicle_differences',
      help: 'Where LocoNav’s list of vehicles and our trucks differ, by kind',
      labelNames: ['kind'],
      registers,
    });
  }

  positions(tally: Readonly<Record<'published' | 'unlocated' | 'missing', number>>): void {
    this.count('position', tally);
  }

  alerts(tally: Readonly<Record<'published' | 'unchanged', number>>): void {
    this.count('alert', tally);
  }

  vehiclesDiffer(counts: Readonly<Record<VehicleDifference, number>>): void {
    for (const [kind, count] of Object.entries(counts)) this.differences.set({ kind }, count);
  }

  private count(what: string, tally: Readonly<Record<string, number>>): void {
    for (const [outcome, count] of Object.entries(tally)) this.polled.inc({ what, outcome }, count);
  }
}
