import { sql, type Queryable } from '@watch-tower/database';
import type { ClockJudgement, Report } from '@watch-tower/fleet-domain';

export type JudgedClock = ClockJudgement & { readonly truckId: string };

/** What two judgements may differ by and still be the same. */
const sameWithinSeconds = 300;

/**
 * The newest reports of trucks, by receipt. Fixes from the future are among them: of a clock that is hours ahead
 * there are no others. No older device time is looked at than two days: no zone explains more.
 */
export const recentReports = async (
  database: Queryable,
  truckIds: readonly string[],
  countMax: number,
): Promise<Map<string, Report[]>> => {
  const rows = await database.query<Report & { truckId: string }>(sql`
    select truck.id as "truckId",
      (extract(epoch from report.device_time) * 1000)::float8 as "deviceTimeMs",
      (extract(epoch from report.received_at) * 1000)::float8 as "receivedAtMs"
    from unnest(${truckIds}::uuid[]) as truck (id)
    cross join lateral (
      select device_time, received_at
      from (
        (select device_time, received_at from vehicle_positions
          where truck_id = truck.id and device_time > now() - interval '2 days'
          order by device_time desc limit ${countMax})
        union all
        (select device_time, received_at from quarantined_positions
          where truck_id = truck.id and reason = 'future' and received_at > now() - interval '1 day'
          order by device_time desc limit ${countMax})
      ) as newest
      order by received_at desc, device_time desc limit ${countMax}
    ) as report`);
  const reports = new Map<string, Report[]>();
  for (const { truckId, ...report } of rows) {
    const ofTruck = reports.get(truckId);
    if (ofTruck === undefined) reports.set(truckId, [report]);
    else ofTruck.push(report);
  }
  return reports;
};

/** Up to so many trucks after one, in the order of their ids. */
export const trucksAfter = async (
  database: Queryable,
  afterId: string | null,
  countMax: number,
): Promise<string[]> => {
  const rows = await database.query<{ id: string }>(sql`
    select id from trucks
    where retired_at is null and (${afterId}::uuid is null or id > ${afterId})
    order by id limit ${countMax}`);
  return rows.map(({ id }) => id);
};

/** Keeps what is new of these judgements. @returns the new version of each that is. */
export const keepChanges = async (
  tx: Queryable,
  judged: readonly JudgedClock[],
): Promise<Map<string, number>> => {
  const rows = await tx.query<{ truckId: string; version: number }>(sql`
    insert into device_clocks as known (truck_id, version, verdict, off_seconds, zone_off_hours)
    select truck_id, 1, verdict, off_seconds, zone_off_hours
    from unnest(
      ${judged.map(({ truckId }) => truckId)}::uuid[], ${judged.map(({ verdict }) => verdict)}::text[],
      ${judged.map(({ offSeconds }) => offSeconds)}::float8[],
      ${judged.map(({ zoneOffHours }) => zoneOffHours)}::float8[])
      as judged (truck_id, verdict, off_seconds, zone_off_hours)
    on conflict (truck_id) do update
    set version = known.version + 1, verdict = excluded.verdict, off_seconds = excluded.off_seconds,
      zone_off_hours = excluded.zone_off_hours
    where known.verdict <> excluded.verdict or known.zone_off_hours is distinct from excluded.zone_off_hours
      or abs(known.off_seconds - excluded.off_seconds) > ${sameWithinSeconds}
    returning truck_id as "truckId", version`);
  return new Map(rows.map(({ truckId, version }) => [truckId, version]));
};
