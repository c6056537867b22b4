import { prepared, sql, type Transaction } from '@watch-tower/database';

/**
 * Trips that are not over and name entities which have another name now count as changed: lists that are looked at show
 * names, and hear only of trips.
 */
export const markRenamed = (tx: Transaction, entityIds: readonly string[]): void => {
  if (entityIds.length === 0) return;
  tx.write(
    prepared(
      'trips_mark_renamed',
      sql`
        update trips set changed_in = pg_current_xact_id()
        where id = any (array(
          select id from trips
          where status in ('scheduled', 'ongoing')
            and (truck_id = any(${entityIds}::uuid[]) or driver_id = any(${entityIds}::uuid[])
              or client_id = any(${entityIds}::uuid[]) or location_ids && ${entityIds}::uuid[])
          order by id for update))`,
    ),
  );
};
