import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { FindTrucksAtLocationQuery, Page, TruckAtLocation, WhereTruckIs } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import type { GatewayConfig } from '../../config.js';
import { decodeCursor, timeAndId, toPage } from '../../edge/cursor.js';

type Row = TruckAtLocation & { sinceText: string };

/**
 * Who is at a place, by the visits that are open. No message tells that an open visit goes on: the truck's newest
 * fix does, where it lies in the fence. While a visit is open its truck is not known to have left.
 */
@Injectable()
export class FindTrucksAtLocations {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'silenceMinutes'>,
  ) {}

  async find(query: FindTrucksAtLocationQuery): Promise<Page<TruckAtLocation>> {
    const { type = null, locationId = null, limit } = query;
    const [afterStart, afterId] = decodeCursor(query.cursor, timeAndId) ?? [null, null];
    const rows = await this.database.query<Row>(
      prepared(
        'trucks_at_locations',
        sql`
          select visit.truck_id as "truckId", truck.label as "truckNumber", visit.location_id as "locationId",
            place.label as "locationName", place.state->>'type' as "locationType", visit.id as "visitId",
            visit.status, to_rfc3339(visit.started_at) as since,
            to_rfc3339(case when is_inside(place.state->'fence', newest.latitude, newest.longitude)
              then greatest(visit.last_inside_at, newest.device_time)
              else visit.last_inside_at end) as "lastSeenInsideAt",
            to_rfc3339(case
              when newest.device_time < now() - ${this.config.silenceMinutes}::float8 * interval '1 minute'
              then newest.device_time end) as "silentSince",
            waits_for_message('visits', visit.truck_id) as stale, visit.started_at::text as "sinceText"
          from visits as visit
          left join registry as truck on truck.id = visit.truck_id
          left join registry as place on place.id = visit.location_id
          left join truck_positions as newest on newest.truck_id = visit.truck_id
          where visit.status <> 'ended'
            and (${locationId}::uuid is null or visit.location_id = ${locationId})
            and (${type}::text is null or place.state->>'type' = ${type})
            and (${afterStart}::timestamptz is null
              or (visit.started_at, visit.id) < (${afterStart}::timestamptz, ${afterId}::uuid))
          order by visit.started_at desc, visit.id desc
          limit ${limit + 1}`,
      ),
    );
    return toPage(
      rows,
      limit,
      ({ sinceText: _, ...truck }) => truck,
      ({ sinceText, visitId }) => [sinceText, visitId],
    );
  }

  /** The place that a truck entered last and has not left; null where it is at none. */
  async placeOf(truckId: string): Promise<WhereTruckIs['place']> {
    const [place] = await this.database.query<NonNullable<WhereTruckIs['place']>>(
      prepared(
        'truck_place',
        sql`
          select visit.location_id as "locationId", coalesce(place.label, '') as name, visit.id as "visitId",
            to_rfc3339(visit.started_at) as since, visit.status
          from visits as visit
          left join registry as place on place.id = visit.location_id
          where visit.truck_id = ${truckId} and visit.status <> 'ended'
          order by visit.started_at desc, visit.id desc
          limit 1`,
      ),
    );
    return place ?? null;
  }
}
