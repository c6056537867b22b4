import { Injectable } from '@nestjs/common';
import type { FindTripsQuery, Page, TripSummary } from '@watch-tower/contracts';
import { Database, sql, type Sql } from '@watch-tower/database';
import { toPage } from '../../edge/cursor.js';
import { shownState, toTripSummary, type StoredTrip } from './to-trip-summary.js';
import { tripOrder } from './trip-order.js';
import { trucksOfText } from './trucks-of-text.js';

type Row = StoredTrip & { id: string; key: string };

/** Trips in the order that is asked for. */
@Injectable()
export class FindTrips {
  constructor(private readonly database: Database) {}

  async find(query: FindTripsQuery): Promise<Page<TripSummary>> {
    const trucks = await trucksOfText(this.database, query.text);
    const rows = await this.database.query<Row>(tripsStatement(query, trucks));
    return toPage(rows, query.limit, toTripSummary, tripOrder(query).cursorAt);
  }
}

/**
 * One row more than the page holds. Not prepared: each set of filters and each order wants a plan of its own, in
 * which a filter that is not asked for is gone. A text may be part of a trip's own or of its truck's number: two indices
 * at once, and the planner must know how many trucks there are. The names are those that a list shows, by their keys: what
 * `names_of` finds of the whole trip takes 0.6 ms a row.
 * @param trucks those of the text.
 */
export const tripsStatement = (query: FindTripsQuery, trucks: readonly string[]): Sql => {
  const { status = null, stage = null, truckId = null, driverId = null, clientId = null } = query;
  const { pickupId = null, deliveryId = null, locationId = null, container = null } = query;
  const { delayed = null, onHold = null, text = null, updatedSince = null } = query;
  const { departureFrom = null, departureTo = null, arrivalFrom = null, arrivalTo = null } = query;
  const { key, isAfterCursor, by } = tripOrder(query);
  const locationIds = [pickupId, deliveryId, locationId].filter((id) => id !== null);
  const written = text?.toLowerCase() ?? null;
  return sql`
    select id, ${key} as key, ${shownState} as state, stale, (
      select coalesce(jsonb_object_agg(entity.id, entity.label), '{}') from registry as entity
      where entity.id = any (array[client_id, truck_id, driver_id, pickup_id, delivery_id])
    ) as names
    from trips
    where (${status}::text is null or status = ${status})
      and (${stage}::text is null or stage = ${stage})
      and (${truckId}::uuid is null or truck_id = ${truckId})
      and (${driverId}::uuid is null or driver_id = ${driverId})
      and (${clientId}::uuid is null or client_id = ${clientId})
      and (${locationIds}::uuid[] = '{}' or location_ids @> ${locationIds}::uuid[])
      and (${pickupId}::uuid is null or pickup_id = ${pickupId})
      and (${deliveryId}::uuid is null or delivery_id = ${deliveryId})
      and (${container}::text is null or id = any (array(
        select of_container.id from trips as of_container
        where of_container.container_numbers @> array[${container}::text])))
      and (${delayed}::boolean is null or is_delayed = ${delayed})
      and (${onHold}::boolean is null or is_on_hold = ${onHold})
      and (${departureFrom}::timestamptz is null or scheduled_departure >= ${departureFrom})
      and (${departureTo}::timestamptz is null or scheduled_departure < ${departureTo})
      and (${arrivalFrom}::timestamptz is null
        or arrival_time is not null and coalesce(arrival_time, 'infinity') >= ${arrivalFrom}::timestamptz)
      and (${arrivalTo}::timestamptz is null or coalesce(arrival_time, 'infinity') < ${arrivalTo}::timestamptz)
      and (${updatedSince}::timestamptz is null or updated_at >= ${updatedSince})
      and (${written}::text is null
        or search_parts @> parts_of(${written}::text) and position(${written}::text in search) > 0
        or truck_id = any (${trucks}::uuid[]))
      and ${isAfterCursor}
    order by ${by}
    limit ${query.limit + 1}`;
};
