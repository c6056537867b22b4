import { plainArray, sql, type Queryable } from '@watch-tower/database';

/** So many trucks at once: no statement holds a transaction open for long. */
const trucksMax = 50;

/**
 * Keeps of a day's positions, for each truck and hour, how many counted and the first of every five minutes: enough to
 * say where a truck went, in a hundredth of the room. Outliers are left out. Done again it changes nothing.
 * @param day the beginning of a day that takes no fixes any more.
 */
export const thinDay = async (database: Queryable, day: Date): Promise<void> => {
  const trucks = await database.query<{ id: string }>(
    sql`select truck_id as id from truck_states order by 1`,
  );
  for (let from = 0; from < trucks.length; from += trucksMax) {
    const ids = trucks.slice(from, from + trucksMax).map(({ id }) => id);
    await database.query(sql`
      insert into thinned_tracks (truck_id, hour, fixes, points)
      select truck_id, hour, sum(fixes)::int, jsonb_agg(point order by first)
      from (
        select truck_id, date_trunc('hour', device_time, 'UTC') as hour, min(device_time) as first,
          count(*) as fixes, (array_agg(jsonb_build_object(
            'deviceTime', to_char(device_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'latitude', latitude, 'longitude', longitude, 'speedKmh', speed_kmh) order by device_time))[1] as point
        from vehicle_positions
        where truck_id = any(${plainArray(ids)}::uuid[]) and verdict = 'good'
          and device_time >= ${day} and device_time < ${day}::timestamptz + interval '1 day'
        group by truck_id, hour, date_bin('5 minutes', device_time, '2000-01-01T00:00:00Z'::timestamptz)
      ) as five_minutes
      group by truck_id, hour
      on conflict (truck_id, hour) do nothing`);
  }
};
