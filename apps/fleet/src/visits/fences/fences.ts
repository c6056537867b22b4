import { sql, type Queryable } from '@watch-tower/database';
import type { FenceVersion, Place } from '@watch-tower/fleet-domain';

/**
 * Keeps a fence in the history of its location, from its acceptance on; null where the location has none any more.
 * All that a command has to do for visits: what stands in this table is taken up by itself.
 */
export const recordFence = async (
  tx: Queryable,
  locationId: string,
  { version, fromMs, fence }: FenceVersion,
): Promise<void> => {
  await tx.query(sql`
    with counted as (update places_version set version = version + 1 returning version)
    insert into fences (location_id, version, in_force_from, fence, places_version)
    select ${locationId}, ${version}, ${new Date(fromMs)}, ${fence === null ? null : JSON.stringify(fence)}, version
    from counted`);
};

export type FenceRow = FenceVersion & {
  readonly locationId: string;
  readonly placesVersion: number;
  /** Its location had none before: it counts for all time before, too. */
  readonly isFirst: boolean;
};

/** Fences that became known after a version of the places, in the order in which they did. */
export const readFencesSince = (tx: Queryable, placesVersion: number): Promise<FenceRow[]> =>
  tx.query<FenceRow>(sql`
    select location_id as "locationId", version, (extract(epoch from in_force_from) * 1000)::float8 as "fromMs",
      fence, places_version::float8 as "placesVersion", false as "isFirst"
    from fences where places_version > ${placesVersion} order by places_version`);

/** Fences whose meaning for the past has not been looked at yet. */
export const readUnevaluated = (database: Queryable, countMax: number): Promise<FenceRow[]> =>
  database.query<FenceRow>(sql`
    select location_id as "locationId", version, (extract(epoch from in_force_from) * 1000)::float8 as "fromMs",
      fence, places_version::float8 as "placesVersion",
      not exists (
        select from fences as earlier
        where earlier.location_id = fences.location_id and earlier.version < fences.version) as "isFirst"
    from fences where not evaluated order by places_version limit ${countMax}`);

export const markEvaluated = async (tx: Queryable, fences: readonly FenceRow[]): Promise<void> => {
  await tx.query(sql`
    update fences set evaluated = true
    where places_version = any(${fences.map(({ placesVersion }) => placesVersion)}::bigint[])`);
};

/** The place with one more fence in its history. */
export const withFence = (
  place: Place | undefined,
  { locationId, version, fromMs, fence }: FenceRow,
): Place => ({
  id: locationId,
  fences: place === undefined ? [{ version, fromMs, fence }] : [...place.fences, { version, fromMs, fence }],
});
