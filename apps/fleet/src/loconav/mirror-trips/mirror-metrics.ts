import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import { Counter, Gauge, Registry } from 'prom-client';
import type { MirrorCounts } from './mirrored-trips.js';

@Injectable()
export class MirrorMetrics {
  private readonly told: Counter<'event'>;
  private readonly trips: Gauge<'state'>;
  private readonly oldest: Gauge;

  constructor(@Inject(METRICS) metrics: Registry) {
    const registers = [metrics];
    this.told = new Counter({
      name: 'watchtower_loconav_trip_events_total',
      help: 'What became of trips at LocoNav',
      labelNames: ['event'],
      registers,
    });
    this.trips = new Gauge({
      name: 'watchtower_loconav_trips',
      help: 'Trips that LocoNav has and are not over (mirrored), and those out of step: failing, waiting for master data, given up',
      labelNames: ['state'],
      registers,
    });
    this.oldest = new Gauge({
      name: 'watchtower_loconav_trips_oldest_unsynced_seconds',
      help: 'How long the trip has been out of step that has been so the longest; not of those given up',
      registers,
    });
  }

  happened(event: string): void {
    this.told.inc({ event });
  }

  stand({ mirrored, failing, waiting, givenUp, oldestSeconds }: MirrorCounts): void {
    this.trips.set({ state: 'mirrored' }, mirrored);
    this.trips.set({ state: 'failing' }, failing);
    this.trips.set({ state: 'waiting' }, waiting);
    this.trips.set({ state: 'given_up' }, givenUp);
    this.oldest.set(oldestSeconds);
  }
}
