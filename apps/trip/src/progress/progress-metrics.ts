import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import { Counter, Gauge, type Registry } from 'prom-client';

@Injectable()
export class ProgressMetrics {
  readonly told: Counter<'type'>;
  readonly waiting: Gauge;

  constructor(@Inject(METRICS) metrics: Registry) {
    this.told = new Counter({
      name: 'watchtower_trip_automatic_events_total',
      help: 'Events of trips that visits and the clock caused',
      labelNames: ['type'],
      registers: [metrics],
    });
    this.waiting = new Gauge({
      name: 'watchtower_trips_waiting_for_truck_or_driver',
      help: 'Trips whose visits show progress while their truck or driver is under way on another',
      registers: [metrics],
    });
  }
}
