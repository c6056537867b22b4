import { prepared, sql, type Queryable, type Transaction } from '@watch-tower/database';
import type { Coordinates, KnownFixes } from '@watch-tower/fleet-domain';
import { instant, plainArray } from '@watch-tower/database';

/** A row of `vehicle_positions`; times in epoch milliseconds. */
export type PositionRow = {
  readonly truckId: string;
  readonly deviceTimeMs: number;
  readonly receivedAtMs: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedKmh: number | null;
  readonly headingDegrees: number | null;
  readonly ignition: boolean | null;
  readonly provider: string;
  readonly channel: string;
};

/**
 * Writes positions in one statement. What stands for a truck and device time already is replaced: the
 * decision which fix stands has been made (`mergeFixes`), under the locks of the trucks. The verdict about it is
 * good until its neighbours are looked at.
 * @throws DatabaseError 23514 where a day has no partition.
 */
export const writePositions = (tx: Transaction, rows: readonly PositionRow[]): void => {
  if (rows.length === 0) return;
  tx.write(
    prepared(
      'vehicle_positions_write',
      sql`
        insert into vehicle_positions
          (truck_id, device_time, received_at, latitude, longitude, speed_kmh, heading_degrees, ignition,
           provider, channel)
        select * from unnest(
          ${plainArray(rows.map(({ truckId }) => truckId))}::uuid[],
          ${plainArray(rows.map(({ deviceTimeMs }) => instant(deviceTimeMs)))}::timestamptz[],
          ${plainArray(rows.map(({ receivedAtMs }) => instant(receivedAtMs)))}::timestamptz[],
          ${plainArray(rows.map(({ latitude }) => latitude))}::float8[],
          ${plainArray(rows.map(({ longitude }) => longitude))}::float8[],
          ${plainArray(rows.map(({ speedKmh }) => speedKmh))}::float8[],
          ${plainArray(rows.map(({ headingDegrees }) => headingDegrees))}::float8[],
          ${plainArray(rows.map(({ ignition }) => ignition))}::boolean[],
          ${plainArray(rows.map(({ provider }) => provider))}::text[],
          ${plainArray(rows.map(({ channel }) => channel))}::text[])
        on conflict (truck_id, device_time) do update set
          received_at = excluded.received_at, latitude = excluded.latitude, longitude = excluded.longitude,
          speed_kmh = excluded.speed_kmh, heading_degrees = excluded.heading_degrees,
          ignition = excluded.ignition, provider = excluded.provider, channel = excluded.channel,
          verdict = 'good'`,
    ),
  );
};

type Moment = { readonly truckId: string; readonly deviceTimeMs: number };

export type KnownAtMoments = {
  /** Of each truck, what stands for the device times that were asked for. */
  readonly standing: ReadonlyMap<string, KnownFixes['at']>;
  /** Fixes of which a copy came before its time: once from the future, always from the future. */
  readonly condemned: readonly (Moment & Coordinates)[];
};

/** What is known of trucks at these device times, in the store and in quarantine; each looked up by itself. */
export const readMoments = async (tx: Queryable, moments: readonly Moment[]): Promise<KnownAtMoments> => {
  const truckIds = plainArray(moments.map(({ truckId }) => truckId));
  const times = plainArray(moments.map(({ deviceTimeMs }) => instant(deviceTimeMs)));
  const rows = await tx.query<Moment & Coordinates & { condemned: boolean }>(
    prepared(
      'vehicle_positions_read',
      sql`
        with moment as (
          select distinct * from unnest(${truckIds}::uuid[], ${times}::timestamptz[])
            as moment (truck_id, device_time)
        )
        select truck_id as "truckId", (extract(epoch from device_time) * 1000)::float8 as "deviceTimeMs",
          latitude, longitude, false as condemned
        from moment cross join lateral (
          select latitude, longitude from vehicle_positions as position
          where position.truck_id = moment.truck_id and position.device_time = moment.device_time
          limit 1) as position
        union all
        select truck_id, (extract(epoch from device_time) * 1000)::float8, latitude, longitude, true
        from moment cross join lateral (
          select latitude, longitude from quarantined_positions as position
          where position.truck_id = moment.truck_id and position.device_time = moment.device_time
            and reason = 'future'
          offset 0) as position`,
    ),
  );
  const standing = new Map<string, Map<number, Coordinates>>();
  for (const { truckId, deviceTimeMs, latitude, longitude, condemned } of rows) {
    if (condemned) continue;
    const ofTruck = standing.get(truckId) ?? new Map<number, Coordinates>();
    standing.set(truckId, ofTruck.set(deviceTimeMs, { latitude, longitude }));
  }
  return { standing, condemned: rows.filter(({ condemned }) => condemned) };
};
