import { Injectable } from '@nestjs/common';
import type { TruckStatusView } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { FindTrucks } from '../find-trucks/find-trucks.js';

type CurrentTrip = NonNullable<TruckStatusView['currentTrip']>;

/** What a truck is doing, and on which trip. */
@Injectable()
export class GetTruckStatus {
  constructor(
    private readonly database: Database,
    private readonly trucks: FindTrucks,
  ) {}

  async read(truckId: string): Promise<TruckStatusView | undefined> {
    const [truck, currentTrip] = await Promise.all([this.trucks.read(truckId), this.currentTrip(truckId)]);
    if (truck === undefined) return undefined;
    return {
      truckId,
      number: truck.number,
      status: truck.status,
      motion: truck.position?.motion ?? null,
      lastSeenAt: truck.position?.deviceTime ?? null,
      currentTrip,
    };
  }

  /** The trip under way; one that only stands at its pickup counts, one that merely waits does not. */
  private async currentTrip(truckId: string): Promise<CurrentTrip | null> {
    const [trip] = await this.database.query<CurrentTrip>(
      prepared(
        'truck_current_trip',
        sql`
          select id, vpc_id as "vpcId", stage from trips
          where truck_id = ${truckId} and (status = 'ongoing' or stage = 'at_pickup')
          order by (status = 'ongoing') desc, scheduled_departure desc, id
          limit 1`,
      ),
    );
    return trip ?? null;
  }
}
