import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Schedule } from '@watch-tower/database';
import type { FleetConfig } from '../config.js';
import { CompareVehicles } from './compare-vehicles/compare-vehicles.js';
import { PollAlerts } from './poll-alerts/poll-alerts.js';
import { PollPositions } from './poll-positions/poll-positions.js';

const hourMs = 3_600_000;

/** When LocoNav is asked for what: once across all replicas, and at once what an outage has put off. */
@Injectable()
export class LoconavRhythm {
  constructor(
    schedule: Schedule,
    positions: PollPositions,
    alerts: PollAlerts,
    vehicles: CompareVehicles,
    @Inject(CONFIG) config: Pick<FleetConfig, 'loconavToken' | 'loconavPollSeconds'>,
  ) {
    if (config.loconavToken === undefined) return;
    const intervalMs = config.loconavPollSeconds * 1_000;
    schedule.every({ name: 'poll-positions', intervalMs, run: () => positions.poll() });
    schedule.every({ name: 'poll-alerts', intervalMs, run: () => alerts.poll(new Date()) });
    schedule.every({ name: 'compare-vehicles', intervalMs: hourMs, run: () => vehicles.compare() });
  }
}
