import { prepared, sql, type Queryable } from '@watch-tower/database';
import type { Sighting, Verdict } from '@watch-tower/fleet-domain';
import { instant, plainArray } from '@watch-tower/database';

/** A fix as it is stored, and what was known of it among its neighbours. */
export type StoredFix = Sighting & { readonly verdict: Verdict };

export type FixesAsked = { readonly truckId: string; readonly afterMs: number };

/** The stored fixes of trucks later than a time, in their order, at most so many of each, by truck. */
export const readFixesAfter = async (
  tx: Queryable,
  asked: readonly FixesAsked[],
  ofEachMax: number,
): Promise<Map<string, StoredFix[]>> => {
  const after = asked.map(({ afterMs }) => (Number.isFinite(afterMs) ? instant(afterMs) : '-infinity'));
  const rows = await tx.query<StoredFix & { readonly truckId: string }>(
    prepared(
      'vehicle_positions_after',
      sql`
        select asked.truck_id as "truckId", (extract(epoch from device_time) * 1000)::float8 as "deviceTimeMs",
          latitude, longitude, verdict
        from unnest(
          ${plainArray(asked.map(({ truckId }) => truckId))}::uuid[],
          ${plainArray(after)}::timestamptz[]) as asked (truck_id, after)
        cross join lateral (
          select device_time, latitude, longitude, verdict from vehicle_positions as position
          where position.truck_id = asked.truck_id and device_time > asked.after
          order by device_time limit ${ofEachMax}) as position`,
    ),
  );
  const byTruck = new Map<string, StoredFix[]>();
  for (const { truckId, ...fix } of rows) {
    const ofTruck = byTruck.get(truckId);
    if (ofTruck === undefined) byTruck.set(truckId, [fix]);
    else ofTruck.push(fix);
  }
  for (const fixes of byTruck.values()) fixes.sort((a, b) => a.deviceTimeMs - b.deviceTimeMs);
  return byTruck;
};

export type NewVerdict = {
  readonly truckId: string;
  readonly deviceTimeMs: number;
  readonly verdict: Verdict;
};

/** @returns those of which another verdict stood. */
export const writeVerdicts = async (
  tx: Queryable,
  verdicts: readonly NewVerdict[],
): Promise<readonly NewVerdict[]> => {
  if (verdicts.length === 0) return [];
  return tx.query<NewVerdict>(sql`
    update vehicle_positions as position set verdict = judged.verdict
    from unnest(
      ${plainArray(verdicts.map(({ truckId }) => truckId))}::uuid[],
      ${plainArray(verdicts.map(({ deviceTimeMs }) => instant(deviceTimeMs)))}::timestamptz[],
      ${plainArray(verdicts.map(({ verdict }) => verdict))}::text[]) as judged (truck_id, device_time, verdict)
    where position.truck_id = judged.truck_id and position.device_time = judged.device_time
      and position.verdict <> judged.verdict
    returning position.truck_id as "truckId",
      (extract(epoch from position.device_time) * 1000)::float8 as "deviceTimeMs", position.verdict`);
};
