import { prepared, sql, type Queryable, type Transaction } from '@watch-tower/database';
import type { TruckVisits } from '@watch-tower/fleet-domain';
import { instant, plainArray } from '@watch-tower/database';

/** What has been counted of a truck. */
export type TruckState = {
  readonly truckId: string;
  /** Of the last fix on the topic of positions; 0 before the first. */
  readonly positionsVersion: number;
  /** Counts up with every change of where the truck is. */
  readonly latestVersion: number;
  /** Device time of the newest fix (epoch ms); null before the first. */
  readonly latestMs: number | null;
  /** Of the last message on the topic of visits. */
  readonly visitsVersion: number;
  /** From where its visits go on; null before the first fix. */
  readonly visits: TruckVisits | null;
};

export type KnownTrucks = {
  /** The beginning of the oldest day that takes fixes (epoch ms). */
  readonly horizonMs: number;
  readonly placesVersion: number;
  readonly states: readonly TruckState[];
};

/** The states of trucks, and what they are judged by. */
export const readTruckStates = async (tx: Queryable, truckIds: readonly string[]): Promise<KnownTrucks> => {
  const rows = await tx.query<TruckState & { horizonMs: number; placesVersion: number }>(
    prepared(
      'truck_states_read',
      sql`
        select truck.id as "truckId", coalesce(state.positions_version, 0) as "positionsVersion",
          coalesce(state.latest_version, 0) as "latestVersion",
          (extract(epoch from state.latest_device_time) * 1000)::float8 as "latestMs",
          coalesce(state.visits_version, 0) as "visitsVersion", state.visits,
          (extract(epoch from horizon.oldest_day) * 1000)::float8 as "horizonMs",
          places.version::float8 as "placesVersion"
        from positions_horizon as horizon
        cross join places_version as places
        cross join unnest(${plainArray(truckIds)}::uuid[]) as truck (id)
        left join truck_states as state on state.truck_id = truck.id`,
    ),
  );
  // Without trucks there is nothing to judge.
  const [{ horizonMs, placesVersion } = { horizonMs: Number.POSITIVE_INFINITY, placesVersion: 0 }] = rows;
  return { horizonMs, placesVersion, states: rows };
};

export const writeTruckStates = (tx: Transaction, states: readonly TruckState[]): void => {
  if (states.length === 0) return;
  const latest = states.map(({ latestMs }) => (latestMs === null ? null : instant(latestMs)));
  tx.write(
    prepared(
      'truck_states_write',
      sql`
        insert into truck_states
          (truck_id, positions_version, latest_version, latest_device_time, visits_version, visits)
        select truck_id, positions_version, latest_version, latest_device_time, visits_version, visits::json
        from unnest(
          ${plainArray(states.map(({ truckId }) => truckId))}::uuid[],
          ${plainArray(states.map(({ positionsVersion }) => positionsVersion))}::int[],
          ${plainArray(states.map(({ latestVersion }) => latestVersion))}::int[],
          ${plainArray(latest)}::timestamptz[],
          ${plainArray(states.map(({ visitsVersion }) => visitsVersion))}::int[],
          ${states.map(({ visits }) => JSON.stringify(visits))}::text[])
          as state (truck_id, positions_version, latest_version, latest_device_time, visits_version, visits)
        on conflict (truck_id) do update set
          positions_version = excluded.positions_version, latest_version = excluded.latest_version,
          latest_device_time = excluded.latest_device_time,
          visits_version = excluded.visits_version, visits = excluded.visits`,
    ),
  );
};
