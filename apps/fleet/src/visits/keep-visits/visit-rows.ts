import { prepared, sql, type Queryable, type Transaction } from '@watch-tower/database';
import type { NamedChange, PublishedVisit } from '@watch-tower/fleet-domain';
import { instant, plainArray } from '@watch-tower/database';

type VisitRow = Omit<PublishedVisit, 'first' | 'last'> & {
  readonly truckId: string;
  readonly firstMs: number;
  readonly firstLatitude: number;
  readonly firstLongitude: number;
  readonly lastMs: number;
  readonly lastLatitude: number;
  readonly lastLongitude: number;
};

export type VisitsAsked = { readonly truckId: string; readonly sinceMs: number };

/** What was told of the trucks' visits that were last seen inside since then, by truck. */
export const readVisits = async (
  tx: Queryable,
  asked: readonly VisitsAsked[],
): Promise<Map<string, PublishedVisit[]>> => {
  const rows = await tx.query<VisitRow>(
    prepared(
      'visits_read',
      sql`
        select visit.id, visit.truck_id as "truckId", location_id as "placeId", status,
          (extract(epoch from started_at) * 1000)::float8 as "firstMs",
          first_latitude as "firstLatitude", first_longitude as "firstLongitude",
          (extract(epoch from last_inside_at) * 1000)::float8 as "lastMs",
          last_latitude as "lastLatitude", last_longitude as "lastLongitude",
          (extract(epoch from left_before) * 1000)::float8 as "leftBeforeMs",
          longest_gap_ms::float8 as "longestGapMs", unobserved_ms::float8 as "unobservedMs",
          fence_version as "fenceVersion"
        from unnest(
          ${plainArray(asked.map(({ truckId }) => truckId))}::uuid[],
          ${plainArray(asked.map(({ sinceMs }) => instantOrEver(sinceMs)))}::timestamptz[]) as asked (truck_id, since)
        join visits as visit on visit.truck_id = asked.truck_id and visit.last_inside_at >= asked.since`,
    ),
  );
  const byTruck = new Map<string, PublishedVisit[]>();
  for (const row of rows) byTruck.set(row.truckId, [...(byTruck.get(row.truckId) ?? []), toVisit(row)]);
  return byTruck;
};

const instantOrEver = (timeMs: number): string => (Number.isFinite(timeMs) ? instant(timeMs) : '-infinity');

const toVisit = (row: VisitRow): PublishedVisit => ({
  id: row.id,
  placeId: row.placeId,
  status: row.status,
  first: { deviceTimeMs: row.firstMs, latitude: row.firstLatitude, longitude: row.firstLongitude },
  last: { deviceTimeMs: row.lastMs, latitude: row.lastLatitude, longitude: row.lastLongitude },
  leftBeforeMs: row.leftBeforeMs,
  longestGapMs: row.longestGapMs,
  unobservedMs: row.unobservedMs,
  fenceVersion: row.fenceVersion,
});

export type TruckChange = { readonly truckId: string; readonly change: NamedChange };

/** Writes what is told from now on. Of a visit there is at most one change. */
export const writeVisits = (tx: Transaction, changes: readonly TruckChange[]): void => {
  const gone = changes.filter(({ change }) => change.kind === 'withdrawn').map(({ change }) => change.id);
  if (gone.length > 0) tx.write(sql`delete from visits where id = any(${gone}::uuid[])`);
  const rows = changes.flatMap(({ truckId, change }) =>
    change.kind === 'withdrawn' ? [] : [toRow(truckId, change.id, change.visit)],
  );
  if (rows.length === 0) return;
  tx.write(sql`
    insert into visits
      (id, truck_id, location_id, status, started_at, last_inside_at, left_before, longest_gap_ms, unobserved_ms,
       first_latitude, first_longitude, last_latitude, last_longitude, fence_version)
    select id, truck_id, location_id, status, started_at, last_inside_at, left_before, longest_gap_ms, unobserved_ms,
      first_latitude, first_longitude, last_latitude, last_longitude, fence_version
    from json_populate_recordset(null::visits, ${JSON.stringify(rows)}::json)
    on conflict (id) do update set
      status = excluded.status, started_at = excluded.started_at, last_inside_at = excluded.last_inside_at,
      left_before = excluded.left_before, longest_gap_ms = excluded.longest_gap_ms,
      unobserved_ms = excluded.unobserved_ms,
      first_latitude = excluded.first_latitude, first_longitude = excluded.first_longitude,
      last_latitude = excluded.last_latitude, last_longitude = excluded.last_longitude,
      fence_version = excluded.fence_version`);
};

const toRow = (truckId: string, id: string, visit: Omit<PublishedVisit, 'id'>) => ({
  id,
  truck_id: truckId,
  location_id: visit.placeId,
  status: visit.status,
  started_at: instant(visit.first.deviceTimeMs),
  last_inside_at: instant(visit.last.deviceTimeMs),
  left_before: visit.leftBeforeMs === null ? null : instant(visit.leftBeforeMs),
  longest_gap_ms: visit.longestGapMs,
  unobserved_ms: visit.unobservedMs,
  first_latitude: visit.first.latitude,
  first_longitude: visit.first.longitude,
  last_latitude: visit.last.latitude,
  last_longitude: visit.last.longitude,
  fence_version: visit.fenceVersion,
});
