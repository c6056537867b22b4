import { prepared, sql, type Queryable, type Transaction } from '@watch-tower/database';
import type { Checkpoint } from '@watch-tower/fleet-domain';
import { instant, plainArray } from '@watch-tower/database';

export type TruckHour = { readonly truckId: string; readonly hourMs: number };
type CheckpointRow = Checkpoint & { readonly truckId: string };

/** Of each truck, its last checkpoint before an hour. A truck is asked for once. */
export const readCheckpointsBefore = async (
  tx: Queryable,
  asked: readonly TruckHour[],
): Promise<Map<string, Checkpoint>> => {
  const rows = await tx.query<CheckpointRow>(
    prepared(
      'visit_checkpoints_before',
      sql`
        select asked.truck_id as "truckId", (extract(epoch from last.hour) * 1000)::float8 as "hourMs", track, box
        from unnest(${idsOf(asked)}::uuid[], ${hoursOf(asked)}::timestamptz[]) as asked (truck_id, hour)
        cross join lateral (
          select hour, track, box from visit_checkpoints as checkpoint
          where checkpoint.truck_id = asked.truck_id and checkpoint.hour < asked.hour
          order by checkpoint.hour desc limit 1) as last`,
    ),
  );
  return new Map(rows.map(({ truckId, hourMs, track, box }) => [truckId, { hourMs, track, box }]));
};

export type HoursAsked = { readonly truckId: string; readonly fromMs: number; readonly toMs: number };

/** The checkpoints of trucks in stretches of time, by truck and hour. */
export const readCheckpoints = async (
  tx: Queryable,
  asked: readonly HoursAsked[],
): Promise<Map<string, Map<number, Checkpoint>>> => {
  const rows = await tx.query<CheckpointRow>(
    prepared(
      'visit_checkpoints_between',
      sql`
        select checkpoint.truck_id as "truckId", (extract(epoch from hour) * 1000)::float8 as "hourMs", track, box
        from unnest(
          ${idsOf(asked)}::uuid[],
          ${plainArray(asked.map(({ fromMs }) => instant(fromMs)))}::timestamptz[],
          ${plainArray(asked.map(({ toMs }) => instant(toMs)))}::timestamptz[]) as asked (truck_id, since, until)
        join visit_checkpoints as checkpoint
          on checkpoint.truck_id = asked.truck_id and hour >= asked.since and hour <= asked.until`,
    ),
  );
  const byTruck = new Map<string, Map<number, Checkpoint>>();
  for (const { truckId, hourMs, track, box } of rows) {
    const ofTruck = byTruck.get(truckId) ?? new Map<number, Checkpoint>();
    byTruck.set(truckId, ofTruck.set(hourMs, { hourMs, track, box }));
  }
  return byTruck;
};

export const writeCheckpoints = (tx: Transaction, rows: readonly CheckpointRow[]): void => {
  if (rows.length === 0) return;
  tx.write(
    prepared(
      'visit_checkpoints_write',
      sql`
        insert into visit_checkpoints (truck_id, hour, track, box)
        select truck_id, hour, track::json, box::json
        from unnest(
          ${idsOf(rows)}::uuid[], ${hoursOf(rows)}::timestamptz[],
          ${rows.map(({ track }) => JSON.stringify(track))}::text[],
          ${rows.map(({ box }) => JSON.stringify(box))}::text[]) as row (truck_id, hour, track, box)
        on conflict (truck_id, hour) do update set track = excluded.track, box = excluded.box`,
    ),
  );
};

/** Hours of trucks to be looked at again. */
export const markDirty = (tx: Transaction, hours: readonly TruckHour[]): void => {
  if (hours.length === 0) return;
  tx.write(sql`
    insert into visit_dirty_hours (truck_id, hour)
    select * from unnest(${idsOf(hours)}::uuid[], ${hoursOf(hours)}::timestamptz[])
    on conflict do nothing`);
};

/** Takes the hours (epoch ms) of a truck that are to be looked at again: whoever takes them looks, or marks them anew. */
export const takeDirtyHours = async (tx: Queryable, truckId: string): Promise<number[]> => {
  const hours = await tx.query<{ hourMs: number }>(sql`
    delete from visit_dirty_hours where truck_id = ${truckId}
    returning (extract(epoch from hour) * 1000)::float8 as "hourMs"`);
  return hours.map(({ hourMs }) => hourMs);
};

export const trucksWithDirtyHours = (database: Queryable, countMax: number): Promise<{ truckId: string }[]> =>
  database.query<{ truckId: string }>(sql`
    select distinct truck_id as "truckId" from visit_dirty_hours order by truck_id limit ${countMax}`);

/**
 * Forgets checkpoints of hours before a time, but for each truck's last one: there its earlier visits are frozen, and
 * from there the kept positions go on. @returns false, and forgets nothing, while such an hour is to be looked at again.
 */
export const freezeBefore = async (database: Queryable, time: Date): Promise<boolean> => {
  const [pending] = await database.query(sql`select 1 from visit_dirty_hours where hour < ${time} limit 1`);
  if (pending !== undefined) return false;
  await database.query(sql`
    delete from visit_checkpoints as checkpoint
    where hour < ${time} and exists (
      select from visit_checkpoints as later
      where later.truck_id = checkpoint.truck_id and later.hour > checkpoint.hour and later.hour < ${time})`);
  return true;
};

const idsOf = (rows: readonly { readonly truckId: string }[]): string =>
  plainArray(rows.map(({ truckId }) => truckId));
const hoursOf = (rows: readonly TruckHour[]): string => plainArray(rows.map(({ hourMs }) => instant(hourMs)));
