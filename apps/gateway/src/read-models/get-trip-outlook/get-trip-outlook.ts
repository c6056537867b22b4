import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { Outlook } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import type { Coordinates } from '../distance.js';
import type { TripRow } from '../find-trips/trip-row.js';
import type { Moving } from '../get-truck-location/motion.js';
import { legOf, outlookOf, type Leg, type OutlookRules } from './outlook-of.js';

type Fix = Coordinates & Moving;

type Found = {
  readonly to: Coordinates;
  readonly from: Coordinates | null;
  readonly trips: number;
  readonly medianSeconds: number | null;
} & (Fix | { readonly [Field in keyof Fix]: null });

/**
 * When the truck of a trip is expected at its next stop: the way that is left, at the speed of the newest trips between
 * the same two places. It is worked out when it is asked for, from what the read models hold.
 */
@Injectable()
export class GetTripOutlook {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly rules: OutlookRules,
  ) {}

  /**
   * @param seen where its truck was last, for whoever knows it before the read model does.
   * @returns undefined where there is no such trip.
   */
  async read(tripId: string, seen?: Fix): Promise<{ outlook: Outlook | null } | undefined> {
    const [row] = await this.database.query<{ state: TripRow }>(
      prepared('trip_outlook_trip', sql`select state from trips where id = ${tripId}`),
    );
    return row && { outlook: await this.of(row.state, seen) };
  }

  private async of(trip: TripRow, seen: Fix | undefined): Promise<Outlook | null> {
    const leg = legOf(trip);
    const found = leg && trip.truckId !== null && (await this.find(leg, trip.truckId));
    if (!leg || !found) return null;
    const fix = seen ?? (isSeen(found) ? found : null);
    const way = { stopIndex: leg.stopIndex, to: found.to, lane: found };
    return fix && outlookOf(way, fix, Date.now(), this.rules);
  }

  private async find({ fromId, toId }: Leg, truckId: string): Promise<Found | undefined> {
    const [found] = await this.database.query<Found>(
      prepared(
        'trip_outlook',
        sql`
          select middle_of(destination.extent) as "to", middle_of(origin.extent) as "from",
            lane.trips, lane.seconds as "medianSeconds",
            newest.latitude, newest.longitude, newest.speed_kmh as "speedKmh", newest.ignition,
            newest.device_time as "deviceTime"
          from registry as destination
          left join registry as origin on origin.id = ${fromId}
          left join truck_positions as newest on newest.truck_id = ${truckId}
          cross join lateral (
            select count(*)::int as trips,
              percentile_cont(0.5) within group (order by extract(epoch from arrived_at - departed_at))::float8
                as seconds
            from (
              select arrival_time as arrived_at, to_timestamptz(state->>'actualDeparture') as departed_at
              from trips
              where pickup_id = ${fromId} and delivery_id = ${toId} and arrival_time is not null
                and state#>>'{stops,1,locationId}' = ${toId}::text
              order by scheduled_departure desc
              limit 200
            ) as newest_trips
            where departed_at < arrived_at
          ) as lane
          where destination.id = ${toId} and destination.extent is not null`,
      ),
    );
    return found;
  }
}

/** A join that found nothing leaves every column null. */
const isSeen = (found: Found): found is Found & Fix => found.deviceTime !== null;
