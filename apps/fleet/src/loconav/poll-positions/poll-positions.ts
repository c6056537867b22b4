import { Injectable } from '@nestjs/common';
import { Database } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import type { LastKnown } from '@watch-tower/loconav';
import { knownTrucks } from '../known-trucks.js';
import { Loconav } from '../loconav.js';
import { PollingMetrics } from '../polling-metrics.js';
import { toPositionRecord, type Polled } from '../to-reported-record.js';

/**
 * Asks LocoNav from time to time where every truck was last, and reports it as the webhook would have: this
 * heals what webhooks lost, and what they did not lose is recognised as the same.
 */
@Injectable()
export class PollPositions {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly loconav: Loconav,
    private readonly metrics: PollingMetrics,
  ) {}

  poll(): Promise<void> {
    return this.loconav.run(async (client) => {
      const plates = new Map<string, string>();
      for (const { plate, loconavVehicleId } of await knownTrucks(this.database)) {
        if (loconavVehicleId !== null) plates.set(loconavVehicleId, plate);
      }
      let answered = 0;
      await client.vehicles.lastKnown([...plates.keys()], async (positions) => {
        answered += positions.length;
        await this.publish(positions, plates);
      });
      this.metrics.positions({ published: 0, unlocated: 0, missing: Math.max(0, plates.size - answered) });
    });
  }

  private async publish(positions: readonly LastKnown[], plates: ReadonlyMap<string, string>): Promise<void> {
    const receivedAt = new Date();
    const located = positions.filter(({ gps }) => gps !== undefined && gps !== null);
    const polled = located.map((report): Polled => {
      // Who we asked for is who it is, however LocoNav writes the number.
      const ours = plates.get(report.vehicleId ?? '');
      return { plate: ours ?? report.vehicleNumber ?? null, report };
    });
    await this.outbox.enqueue(
      this.database,
      polled.map((one) => toPositionRecord(one, receivedAt)),
    );
    const published = located.length;
    this.metrics.positions({ published, unlocated: positions.length - published, missing: 0 });
  }
}
