import { Injectable } from '@nestjs/common';
import type { FindTripsQuery, Page, TripSummary } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { decodeCursor, timeAndId, toPage } from '../../edge/cursor.js';
import { toTripSummary, type StoredTrip } from './to-trip-summary.js';

type Row = StoredTrip & { id: string; departure: string };

/** Trips, newest departure first. */
@Injectable()
export class FindTrips {
  constructor(private readonly database: Database) {}

  async find(query: FindTripsQuery): Promise<Page<TripSummary>> {
    const {
      status = null,
      stage = null,
      truckId = null,
      driverId = null,
      clientId = null,
      text = null,
    } = query;
    const { departureFrom = null, departureTo = null, limit } = query;
    const [afterDeparture, afterId] = decodeCursor(query.cursor, timeAndId) ?? [null, null];
    const rows = await this.database.query<Row>(
      prepared(
        'trips_find',
        sql`
          select id, scheduled_departure::text as departure, state, stale, names_of(state) as names
          from trips
          where (${status}::text is null or status = ${status})
            and (${stage}::text is null or stage = ${stage})
            and (${truckId}::uuid is null or truck_id = ${truckId})
            and (${driverId}::uuid is null or driver_id = ${driverId})
            and (${clientId}::uuid is null or client_id = ${clientId})
            and (${departureFrom}::timestamptz is null or scheduled_departure >= ${departureFrom})
            and (${departureTo}::timestamptz is null or scheduled_departure < ${departureTo})
            and (${text}::text is null
              or position(lower(${text}::text) in lower(vpc_id)) > 0
              or position(lower(${text}::text) in lower(containers)) > 0
              or truck_id in (
                select truck.id from registry as truck
                where kind = 'truck' and position(lower(${text}::text) in truck.search) > 0))
            and (${afterDeparture}::timestamptz is null
              or (scheduled_departure, id) < (${afterDeparture}::timestamptz, ${afterId}::uuid))
          order by scheduled_departure desc, id desc
          limit ${limit + 1}`,
      ),
    );
    return toPage(rows, limit, toTripSummary, ({ departure, id }) => [departure, id]);
  }
}
