import { prepared, sql, type Queryable } from '@watch-tower/database';
import type { Fix, Interval, OwnAlert, Surroundings } from '@watch-tower/fleet-domain';
import { instant, plainArray } from '@watch-tower/database';

/** From when on something of a truck is asked for (epoch ms); null for all of it. */
export type Since = { readonly truckId: string; readonly sinceMs: number | null };

const columnsOf = (asked: readonly Since[]) => ({
  truckIds: plainArray(asked.map(({ truckId }) => truckId)),
  since: plainArray(asked.map(({ sinceMs }) => (sinceMs === null ? '-infinity' : instant(sinceMs)))),
});

const grouped = <Row extends { truckId: string }, Item>(
  rows: readonly Row[],
  toItem: (row: Row) => Item,
): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const row of rows) {
    const group = groups.get(row.truckId);
    if (group === undefined) groups.set(row.truckId, [toItem(row)]);
    else group.push(toItem(row));
  }
  return groups;
};

/** Fixes later than these moments, by truck, in the order of device time, outliers left out. */
export const readFixesSince = async (tx: Queryable, asked: readonly Since[]): Promise<Map<string, Fix[]>> => {
  const { truckIds, since } = columnsOf(asked);
  const rows = await tx.query<Fix & { truckId: string }>(
    prepared(
      'own_alerts_fixes',
      sql`
        select asked.truck_id as "truckId", (extract(epoch from device_time) * 1000)::float8 as "deviceTimeMs",
          latitude, longitude, speed_kmh as "speedKmh", heading_degrees as "headingDegrees", ignition
        from unnest(${truckIds}::uuid[], ${since}::timestamptz[]) as asked (truck_id, since)
        cross join lateral (
          select * from vehicle_positions as position
          where position.truck_id = asked.truck_id and device_time > asked.since and verdict = 'good'
          offset 0) as position
        order by asked.truck_id, device_time`,
    ),
  );
  return grouped(rows, ({ truckId: _truckId, ...fix }) => fix);
};

/** Own alerts that fixes after these moments can change, by truck. */
export const readUnsettled = async (
  tx: Queryable,
  asked: readonly Since[],
): Promise<Map<string, OwnAlert[]>> => {
  const { truckIds, since } = columnsOf(asked);
  const rows = await tx.query<{ truckId: string; facts: OwnAlert }>(
    prepared(
      'own_alerts_unsettled',
      sql`
        select alert.truck_id as "truckId", facts
        from unnest(${truckIds}::uuid[], ${since}::timestamptz[]) as asked (truck_id, since)
        join alerts as alert on alert.truck_id = asked.truck_id
        where source = 'watch-tower' and not withdrawn and (settled_at is null or settled_at > asked.since)
        order by alert.id`,
    ),
  );
  return grouped(rows, ({ facts }) => facts);
};

type Row = Interval & { readonly truckId: string };

/** What is known of trucks beside their fixes, as far as it reaches beyond these moments. */
export const readSurroundings = async (
  tx: Queryable,
  asked: readonly Since[],
): Promise<(truckId: string, observedUntilMs: number | null) => Surroundings> => {
  const { truckIds, since } = columnsOf(asked);
  const findTrips = tx.query<Row & { tripId: string }>(
    prepared(
      'own_alerts_trips',
      sql`
        select trip.truck_id as "truckId", trip_id as "tripId",
          (extract(epoch from from_at) * 1000)::float8 as "fromMs",
          (extract(epoch from to_at) * 1000)::float8 as "toMs"
        from unnest(${truckIds}::uuid[], ${since}::timestamptz[]) as asked (truck_id, since)
        join trips_under_way as trip on trip.truck_id = asked.truck_id
        where to_at is null or to_at > asked.since
        order by from_at, trip_id`,
    ),
  );
  const findVisits = tx.query<Row>(
    prepared(
      'own_alerts_visits',
      sql`
        select visit.truck_id as "truckId", (extract(epoch from from_at) * 1000)::float8 as "fromMs",
          (extract(epoch from to_at) * 1000)::float8 as "toMs"
        from unnest(${truckIds}::uuid[], ${since}::timestamptz[]) as asked (truck_id, since)
        join visit_copies as visit on visit.truck_id = asked.truck_id
        where to_at is null or to_at > asked.since`,
    ),
  );
  const findOutages = tx.query<Interval>(
    prepared(
      'own_alerts_outages',
      sql`
        select (extract(epoch from from_at) * 1000)::float8 as "fromMs",
          (extract(epoch from to_at) * 1000)::float8 as "toMs"
        from position_outages order by from_at`,
    ),
  );
  const [trips, visits, outages] = await Promise.all([findTrips, findVisits, findOutages]);
  const tripsOf = grouped(trips, ({ tripId, fromMs, toMs }) => ({ tripId, fromMs, toMs }));
  const visitsOf = grouped(visits, ({ fromMs, toMs }) => ({ fromMs, toMs }));
  return (truckId, observedUntilMs) => ({
    trips: tripsOf.get(truckId) ?? [],
    visits: visitsOf.get(truckId) ?? [],
    outages,
    observedUntilMs,
  });
};
