import { topics, type TrackThinned } from '@watch-tower/contracts';
import { plainArray, sql, type Database } from '@watch-tower/database';
import type { Outbox } from '@watch-tower/event-store';
import { newId, toRecord, type OutgoingRecord } from '@watch-tower/messaging';

/** So many trucks at once: no transaction is long, and no statement of the outbox large. */
const trucksMax = 10;

/**
 * Keeps of a day's positions, for each truck and hour, how many were good, and the first and the last good one of
 * every five minutes; and tells it, in the same transaction. That is enough to say where a truck went and when it was
 * silent, in a twentieth of the room. Done again it changes and tells nothing.
 * @param day the beginning of a day that takes no fixes any more.
 * @returns how many hours of trucks were thinned.
 */
export const thinDay = async (database: Database, outbox: Outbox, day: Date): Promise<number> => {
  const trucks = await database.query<{ id: string }>(
    sql`select truck_id as id from truck_states order by 1`,
  );
  let hours = 0;
  for (let from = 0; from < trucks.length; from += trucksMax) {
    const ids = trucks.slice(from, from + trucksMax).map(({ id }) => id);
    await database.transaction(async (tx) => {
      const thinned = await tx.query<Omit<TrackThinned, 'hour'> & { hour: Date }>(sql`
        insert into thinned_tracks (truck_id, hour, fixes, points)
        select truck_id, date_trunc('hour', device_time, 'UTC') as hour, count(*),
          jsonb_agg(jsonb_build_object(
            'deviceTime', to_char(device_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'receivedAt', to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'latitude', latitude, 'longitude', longitude, 'speedKmh', speed_kmh,
            'headingDegrees', heading_degrees, 'ignition', ignition, 'channel', channel) order by device_time)
          filter (where part is distinct from part_before or part is distinct from part_after)
        from (
          select *, lag(part) over in_time as part_before, lead(part) over in_time as part_after
          from (
            select *, date_bin('5 minutes', device_time, '2000-01-01T00:00:00Z'::timestamptz) as part
            from vehicle_positions
            where truck_id = any(${plainArray(ids)}::uuid[]) and verdict = 'good'
              and device_time >= ${day} and device_time < ${day}::timestamptz + interval '1 day'
          ) as good
          window in_time as (partition by truck_id order by device_time)
        ) as fix
        group by truck_id, hour
        on conflict (truck_id, hour) do nothing
        returning truck_id as "truckId", hour, fixes, points`);
      await outbox.enqueue(
        tx,
        thinned.map(({ hour, ...track }) => thinnedRecord({ ...track, hour: hour.toISOString() })),
      );
      hours += thinned.length;
    });
  }
  return hours;
};

const thinnedRecord = (data: TrackThinned): OutgoingRecord =>
  toRecord(topics.thinnedTracks, data.truckId, {
    id: newId(),
    source: 'watch-tower/fleet',
    time: new Date().toISOString(),
    subject: data.truckId,
    correlationId: newId(),
    type: 'watchtower.track.thinned.v1',
    data,
  });
