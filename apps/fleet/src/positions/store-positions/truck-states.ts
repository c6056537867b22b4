import { prepared, sql, type Queryable } from '@watch-tower/database';
import { instant, plainArray } from '../../database/plain-array.js';

/** What has been counted of a truck. */
export type TruckState = {
  readonly truckId: string;
  /** Of the last fix on the topic of positions; 0 before the first. */
  readonly positionsVersion: number;
  /** Counts up with every change of where the truck is. */
  readonly latestVersion: number;
  /** Device time of the newest fix (epoch ms); null before the first. */
  readonly latestMs: number | null;
};

/** The states of trucks, and the horizon (epoch ms): the beginning of the oldest day that takes fixes. */
export const readTruckStates = async (
  tx: Queryable,
  truckIds: readonly string[],
): Promise<{ horizonMs: number; states: TruckState[] }> => {
  const rows = await tx.query<TruckState & { horizonMs: number }>(
    prepared(
      'truck_states_read',
      sql`
        select truck.id as "truckId", coalesce(state.positions_version, 0) as "positionsVersion",
          coalesce(state.latest_version, 0) as "latestVersion",
          (extract(epoch from state.latest_device_time) * 1000)::float8 as "latestMs",
          (extract(epoch from horizon.oldest_day) * 1000)::float8 as "horizonMs"
        from positions_horizon as horizon
        cross join unnest(${plainArray(truckIds)}::uuid[]) as truck (id)
        left join truck_states as state on state.truck_id = truck.id`,
    ),
  );
  // Without trucks there is nothing to judge.
  return { horizonMs: rows[0]?.horizonMs ?? Number.POSITIVE_INFINITY, states: rows };
};

export const writeTruckStates = async (tx: Queryable, states: readonly TruckState[]): Promise<void> => {
  if (states.length === 0) return;
  const latest = states.map(({ latestMs }) => (latestMs === null ? null : instant(latestMs)));
  await tx.query(
    prepared(
      'truck_states_write',
      sql`
        insert into truck_states (truck_id, positions_version, latest_version, latest_device_time)
        select * from unnest(
          ${plainArray(states.map(({ truckId }) => truckId))}::uuid[],
          ${plainArray(states.map(({ positionsVersion }) => positionsVersion))}::int[],
          ${plainArray(states.map(({ latestVersion }) => latestVersion))}::int[],
          ${plainArray(latest)}::timestamptz[])
        on conflict (truck_id) do update set
          positions_version = excluded.positions_version, latest_version = excluded.latest_version,
          latest_device_time = excluded.latest_device_time`,
    ),
  );
};
