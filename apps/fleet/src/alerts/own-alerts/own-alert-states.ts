import { prepared, sql, type Queryable, type Quoted, type Transaction } from '@watch-tower/database';
import type { AlertCheckpoint } from '@watch-tower/fleet-domain';
import { differentRows } from '@watch-tower/projections';

/** How far the rules have looked at a truck. */
export type OwnAlertState = {
  readonly truckId: string;
  /** Of the last message about a fix; 0 before the first. */
  readonly positionsVersion: number;
  readonly newestReceivedAt: Date | null;
  /** Until when the truck's silence was observed. */
  readonly observedUntil: Date | null;
  readonly checkpoints: readonly AlertCheckpoint[];
};

export const readOwnAlertStates = (tx: Queryable, truckIds: readonly string[]): Promise<OwnAlertState[]> =>
  tx.query<OwnAlertState>(
    prepared(
      'own_alert_states_read',
      sql`
        select truck.id as "truckId", coalesce(state.positions_version, 0) as "positionsVersion",
          state.newest_received_at as "newestReceivedAt", state.observed_until as "observedUntil",
          coalesce(state.checkpoints, '[]') as checkpoints
        from unnest(${truckIds}::uuid[]) as truck (id)
        left join own_alert_states as state on state.truck_id = truck.id`,
    ),
  );

export const writeOwnAlertStates = (tx: Transaction, states: readonly OwnAlertState[]): void => {
  tx.write(
    prepared(
      'own_alert_states_write',
      sql`
        insert into own_alert_states
          (truck_id, positions_version, newest_received_at, observed_until, checkpoints)
        select * from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as state (
          "truckId" uuid, "positionsVersion" int, "newestReceivedAt" timestamptz, "observedUntil" timestamptz,
          checkpoints jsonb)
        on conflict (truck_id) do update set
          positions_version = excluded.positions_version, newest_received_at = excluded.newest_received_at,
          observed_until = excluded.observed_until, checkpoints = excluded.checkpoints`,
    ),
  );
};

/** Says that what is known of trucks changed from these moments on: they will be looked at again. */
export const markChanged = (
  tx: Transaction,
  changes: readonly { readonly truckId: string; readonly from: string }[],
): void => {
  if (changes.length === 0) return;
  tx.write(
    prepared(
      'own_alert_changes_mark',
      sql`
        insert into own_alert_changes as known (truck_id, changed_from)
        select "truckId", min("from")
        from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change ("truckId" uuid, "from" timestamptz)
        group by 1 order by 1
        on conflict (truck_id) do update set
          changed_from = least(known.changed_from, excluded.changed_from)`,
    ),
  );
};

/** Marks trucks whose rows differ from those that they replaced, from the earliest difference on. */
export const markDifferent = async (
  tx: Transaction,
  table: 'visit_copies' | 'trips_under_way',
  replaced: Quoted,
): Promise<void> => {
  const changes = await tx.query<{ truckId: string; from: string }>(sql`
    select truck_id as "truckId", min(from_at) as "from" from ${differentRows(table, replaced)} group by 1`);
  markChanged(tx, changes);
};

/**
 * Takes the marks of trucks away, and tells of them (epoch ms). First of all reads: what is marked later was
 * committed later, and marks again.
 */
export const takeMarks = async (tx: Queryable, truckIds: readonly string[]): Promise<Map<string, number>> => {
  const rows = await tx.query<{ truckId: string; fromMs: number }>(
    prepared(
      'own_alert_changes_take',
      sql`
        delete from own_alert_changes where truck_id = any(${truckIds}::uuid[])
        returning truck_id as "truckId", (extract(epoch from changed_from) * 1000)::float8 as "fromMs"`,
    ),
  );
  return new Map(rows.map(({ truckId, fromMs }) => [truckId, fromMs]));
};

export const markedTrucks = async (database: Queryable, countMax: number): Promise<string[]> => {
  const rows = await database.query<{ truckId: string }>(
    prepared(
      'own_alert_changes_find',
      sql`select truck_id as "truckId" from own_alert_changes order by changed_from limit ${countMax}`,
    ),
  );
  return rows.map(({ truckId }) => truckId);
};
