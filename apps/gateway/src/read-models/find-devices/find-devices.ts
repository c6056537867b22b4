import { Injectable } from '@nestjs/common';
import { normalisePlate, type DeviceQuality, type FindDevicesQuery, type Page } from '@watch-tower/contracts';
import { Database, sql } from '@watch-tower/database';
import { decodeCursor, labelAndId, toPage } from '../../edge/cursor.js';

/** How good the signals of each truck are, by number: only what is known from facts that others told. */
@Injectable()
export class FindDevices {
  constructor(private readonly database: Database) {}

  /** The page of trucks comes first, so that fixes are looked at for these alone. */
  async find(query: FindDevicesQuery): Promise<Page<DeviceQuality>> {
    const { clock = null, text = null, hours, limit } = query;
    const plate = text === null ? null : normalisePlate(text);
    const [afterLabel, afterId] = decodeCursor(query.cursor, labelAndId) ?? [null, null];
    const rows = await this.database.query<DeviceQuality>(sql`
      with truck as materialized (
        select truck.id, truck.label, truck.state->>'plate' as plate, truck.state->>'imei' as imei,
          clock.state as clock
        from registry as truck
        left join device_clocks as clock on clock.truck_id = truck.id
        where truck.kind = 'truck'
          and (${clock}::text is null or clock.state->>'verdict' = ${clock}
            or ${clock} = 'off' and clock.state->>'verdict' <> 'ok')
          and (${text}::text is null or position(lower(${text}::text) in truck.search) > 0
            or ${plate}::text <> '' and position(lower(${plate}::text) in truck.search) > 0)
          and (${afterLabel}::text is null
            or (truck.label, truck.id) > (${afterLabel}::text collate "C", ${afterId}::uuid))
        order by truck.label, truck.id
        limit ${limit + 1}
      )
      select truck.id as "truckId", truck.label as number, truck.imei, fix.*, apart.quarantined,
        truck.clock - 'truckId' as clock
      from truck
      cross join lateral (
        select count(*)::int as fixes, to_rfc3339(max(received_at)) as "lastReceivedAt",
          percentile_cont(0.5) within group (order by lag) as "lagP50Seconds",
          percentile_cont(0.95) within group (order by lag) as "lagP95Seconds",
          avg(late::int)::float8 as "lateShare",
          (count(*) filter (where outlier))::int as outliers,
          coalesce(sum(jsonb_array_length(replaced)), 0)::int as replaced
        from (
          select received_at, late, outlier, replaced,
            extract(epoch from received_at - device_time)::float8 as lag
          from truck_fixes
          where truck_id = truck.id and device_time >= now() - ${hours}::int * interval '1 hour'
        ) as fix
      ) as fix
      cross join lateral (
        select coalesce(jsonb_object_agg(reason, count), '{}') as quarantined
        from (
          select reason, count(*)::int as count from quarantined_reports
          where (truck_id = truck.id or truck_id is null and plate = truck.plate)
            and received_at >= now() - ${hours}::int * interval '1 hour' and released_at is null
          group by reason
        ) as of_reason
      ) as apart
      order by truck.label, truck.id`);
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ number, truckId }) => [number, truckId],
    );
  }
}
