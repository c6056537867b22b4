import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { SuggestedTrucks, SuggestTrucksQuery } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { ProblemError } from '@watch-tower/errors';
import type { GatewayConfig } from '../../config.js';
import type { Coordinates } from '../distance.js';
import type { MotionRules } from '../get-truck-location/motion.js';
import { rankTrucks, type FreeTruck } from './rank-trucks.js';

type Row = Pick<FreeTruck, 'truck' | 'lastTrip' | 'nextTrip'> & {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly speedKmh: number | null;
  readonly ignition: boolean | null;
  readonly deviceTime: Date | null;
};

/** Which trucks are free for a trip, the nearest to its pickup first. */
@Injectable()
export class SuggestTrucks {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: MotionRules & Pick<GatewayConfig, 'busyAroundDepartureHours'>,
  ) {}

  /** @throws ProblemError 404 `location_not_found`, 422 `location_not_on_map`. */
  async find({ pickupId, departureAt, limit }: SuggestTrucksQuery): Promise<SuggestedTrucks> {
    const [pickup, trucks] = await Promise.all([this.middleOf(pickupId), this.free(departureAt)]);
    const ranked = rankTrucks(trucks, pickup, Date.now(), this.config);
    return { freeCount: ranked.length, items: ranked.slice(0, limit) };
  }

  private async middleOf(locationId: string): Promise<Coordinates> {
    const [place] = await this.database.query<{ middle: Coordinates | null }>(
      prepared(
        'location_middle',
        sql`select middle_of(extent) as middle from registry where id = ${locationId} and kind = 'location'`,
      ),
    );
    if (place === undefined) {
      throw new ProblemError('not_found', 'location_not_found', 'There is no such location.');
    }
    if (place.middle === null) {
      throw new ProblemError(
        'unprocessable',
        'location_not_on_map',
        'The pickup has no place on the map: give the location a fence, then trucks can be near it.',
      );
    }
    return place.middle;
  }

  /** Operational, not under way, and without another trip around the departure. */
  private async free(departureAt: string): Promise<FreeTruck[]> {
    const rows = await this.database.query<Row>(
      prepared(
        'trucks_free',
        sql`
          select jsonb_build_object('id', truck.id, 'number', truck.label) as truck,
            newest.latitude, newest.longitude, newest.speed_kmh as "speedKmh", newest.ignition,
            newest.device_time as "deviceTime",
            case when last.id is not null then jsonb_build_object(
              'id', last.id, 'vpcId', last.vpc_id, 'endedAt', to_rfc3339(last.ended_at)) end as "lastTrip",
            case when next.id is not null then jsonb_build_object(
              'id', next.id, 'vpcId', next.vpc_id,
              'scheduledDeparture', to_rfc3339(next.scheduled_departure)) end as "nextTrip"
          from registry as truck
          left join truck_positions as newest on newest.truck_id = truck.id
          left join lateral (
            select id, vpc_id,
              to_timestamptz(coalesce(state->>'completedAt', state#>>'{failure,at}')) as ended_at
            from trips
            where truck_id = truck.id and status in ('completed', 'failed')
            order by scheduled_departure desc, id desc limit 1
          ) as last on true
          left join lateral (
            select id, vpc_id, scheduled_departure from trips
            where truck_id = truck.id and status = 'scheduled' and scheduled_departure >= now()
            order by scheduled_departure, id limit 1
          ) as next on true
          where truck.kind = 'truck'
            and truck.state->>'status' = 'operational'
            and not truck.retired
            and truck.id not in (
              select truck_id from trips where status = 'ongoing' and truck_id is not null
              union
              select truck_id from trips
              where status = 'scheduled' and truck_id is not null
                and (stage = 'at_pickup'
                  or abs(extract(epoch from scheduled_departure - ${departureAt}::timestamptz))
                    < ${this.config.busyAroundDepartureHours}::float8 * 3600))`,
      ),
    );
    return rows.map(({ latitude, longitude, speedKmh, ignition, deviceTime, ...rest }) => ({
      ...rest,
      position:
        latitude === null || longitude === null || deviceTime === null
          ? null
          : { latitude, longitude, speedKmh, ignition, deviceTime },
    }));
  }
}
