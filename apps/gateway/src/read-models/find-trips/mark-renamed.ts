import { prepared, sql, type Queryable } from '@watch-tower/database';

/**
 * Trips that are not over and name entities which have another name now count as changed: lists that are looked at show
 * names, and hear only of trips.
 */
export const markRenamed = async (tx: Queryable, entityIds: readonly string[]): Promise<void> => {
  if (entityIds.length === 0) return;
  await tx.query(
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
