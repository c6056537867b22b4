import { sql, type Queryable } from '@watch-tower/database';

const keptDays = 35;

/**
 * Notes whether anybody is heard. Without a report of any truck received for a while, silence is no truck's: an
 * outage began with the last one, and ends when one is young again.
 * @returns whether the stream is heard now.
 */
export const noteStream = async (database: Queryable, now: Date, silentAfterMs: number): Promise<boolean> => {
  const [stream] = await database.query<{ newest: Date | null }>(
    sql`select max(newest_received_at) as newest from own_alert_states`,
  );
  const newest = stream?.newest ?? null;
  const isHeard = newest !== null && now.getTime() - newest.getTime() <= silentAfterMs;
  if (isHeard) {
    await database.query(sql`update position_outages set to_at = ${now} where to_at is null`);
  } else if (newest !== null) {
    await database.query(sql`
      insert into position_outages (from_at)
      select ${newest}::timestamptz where not exists (select from position_outages where to_at is null)
      on conflict (from_at) do update set to_at = null`);
  }
  await database.query(sql`
    delete from position_outages where to_at < ${now}::timestamptz - ${keptDays}::int * interval '1 day'`);
  return isHeard;
};

/**
 * Trucks with a trip under way of which nothing is known since `silentSince`, and all of whose fixes that are
 * stored were looked at: the others are behind, not silent.
 */
export const silentTrucks = async (
  database: Queryable,
  silentSince: Date,
  after: string | null,
  countMax: number,
): Promise<string[]> => {
  const rows = await database.query<{ truckId: string }>(sql`
    select state.truck_id as "truckId"
    from own_alert_states as state
    join truck_states as truck on truck.truck_id = state.truck_id
    where truck.latest_device_time < ${silentSince} and truck.positions_version = state.positions_version
      and (${after}::uuid is null or state.truck_id > ${after})
      and exists (select from trips_under_way as trip where trip.truck_id = state.truck_id and to_at is null)
    order by state.truck_id
    limit ${countMax}`);
  return rows.map(({ truckId }) => truckId);
};
