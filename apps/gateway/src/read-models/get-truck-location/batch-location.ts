import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { BatchLocation } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import type { MotionRules } from './motion.js';
import { toTruckLocation, type Position } from './truck-locations.js';

type Row = { id: string; number: string | null } & { [Field in keyof Position]: Position[Field] | null };

/** Where many trucks are, by one query. */
@Injectable()
export class GetBatchLocation {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly rules: MotionRules,
  ) {}

  async read(truckIds: readonly string[]): Promise<BatchLocation> {
    const rows = await this.database.query<Row>(
      prepared(
        'trucks_batch_location',
        sql`
          select wanted.id, truck.label as number, newest.truck_id as "truckId", newest.version,
            newest.latitude, newest.longitude, newest.speed_kmh as "speedKmh",
            newest.heading_degrees as "headingDegrees", newest.ignition,
            newest.device_time as "deviceTime", newest.received_at as "receivedAt"
          from (select distinct id from unnest(${[...truckIds]}::uuid[]) as id) as wanted
          left join registry as truck on truck.id = wanted.id and truck.kind = 'truck'
          left join truck_positions as newest on newest.truck_id = truck.id
          order by truck.label, wanted.id`,
      ),
    );
    const nowMs = Date.now();
    const found: BatchLocation = { items: [], unseen: [], unknown: [] };
    for (const { id, number, ...position } of rows) {
      if (number === null) found.unknown.push(id);
      else if (!isKnown(position)) found.unseen.push(id);
      else found.items.push(toTruckLocation(position, number, nowMs, this.rules));
    }
    return found;
  }
}

/** A join that found nothing leaves every column null. */
const isKnown = (position: Omit<Row, 'id' | 'number'>): position is Position => position.truckId !== null;
