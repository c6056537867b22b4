import { prepared, sql, type Queryable, type Transaction } from '@watch-tower/database';
import type { KnownTrip, Visit } from '@watch-tower/trip-domain';

/** Trips that ended longer ago are history that no visit changes by itself any more. */
const keptInStepDays = 7;
const tripsTogetherMax = 200;

/** Says that trips have to be looked at again. */
export const markTrips = (tx: Transaction, tripIds: readonly string[]): void => {
  tx.write(
    prepared(
      'trips_to_follow_mark',
      sql`
        insert into trips_to_follow as known (trip_id)
        select distinct id from unnest(${tripIds}::uuid[]) as id order by id
        on conflict (trip_id) do update set marks = known.marks + 1`,
    ),
  );
};

export const markTripsOfTrucks = (tx: Transaction, truckIds: readonly string[]): void => {
  if (truckIds.length === 0) return;
  tx.write(
    prepared(
      'trips_to_follow_mark_by_truck',
      sql`
        insert into trips_to_follow as known (trip_id)
        select distinct trip_id from trip_trucks join followed_trips using (trip_id)
        where truck_id = any(${truckIds}::uuid[])
          and (ended_at is null or ended_at > now() - ${keptInStepDays}::int * interval '1 day')
        order by 1
        on conflict (trip_id) do update set marks = known.marks + 1`,
    ),
  );
};

/** The oldest marks first: what has to wait gives way to others. */
export const markedTrips = async (database: Queryable, countMax: number): Promise<string[]> => {
  const rows = await database.query<{ id: string }>(
    prepared(
      'trips_to_follow_find',
      sql`select trip_id as id from trips_to_follow order by marked_at, trip_id limit ${countMax}`,
    ),
  );
  return rows.map(({ id }) => id);
};

export type Mark = { readonly tripId: string; readonly marks: number };

/** Marks as they are before anything is looked at: who marks meanwhile is not answered by that look. */
export const readMarks = (database: Queryable, tripIds: readonly string[]): Promise<Mark[]> =>
  database.query<Mark>(
    prepared(
      'trips_to_follow_read',
      sql`select trip_id as "tripId", marks from trips_to_follow where trip_id = any(${tripIds}::uuid[])`,
    ),
  );

export const clearMarks = async (database: Queryable, marks: readonly Mark[]): Promise<void> => {
  await database.query(
    prepared(
      'trips_to_follow_clear',
      sql`
        delete from trips_to_follow as known
        using jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as seen ("tripId" uuid, marks int)
        where known.trip_id = seen."tripId" and known.marks = seen.marks`,
    ),
  );
};

/** Marks trips that have to wait, behind the others. */
export const markWaiting = async (database: Queryable, tripIds: readonly string[]): Promise<void> => {
  if (tripIds.length === 0) return;
  await database.query(
    prepared(
      'trips_to_follow_wait',
      sql`
        insert into trips_to_follow (trip_id) select id from unnest(${tripIds}::uuid[]) as id order by id
        on conflict (trip_id) do update set marked_at = excluded.marked_at`,
    ),
  );
};

/** Marks trips that the clock alone concerns now: a window opens, a planned time is past. */
export const markDueTrips = async (database: Queryable, now: Date): Promise<void> => {
  await database.query(sql`
    with due as (
      update followed_trips set next_look_at = null where next_look_at <= ${now} returning trip_id
    )
    insert into trips_to_follow as known (trip_id) select trip_id from due order by 1
    on conflict (trip_id) do update set marks = known.marks + 1`);
};

/** The trips that share trucks with one, itself included, as far as they are still kept in step. */
export const tripsTogether = async (database: Queryable, tripId: string): Promise<string[]> => {
  const rows = await database.query<{ id: string }>(
    prepared(
      'followed_trips_together',
      sql`
        with recursive together (trip_id) as (
          select ${tripId}::uuid
          union
          select other.trip_id
          from together join trip_trucks as own using (trip_id)
            join trip_trucks as other on other.truck_id = own.truck_id
            join followed_trips as trip on trip.trip_id = other.trip_id
          where trip.ended_at is null or trip.ended_at > now() - ${keptInStepDays}::int * interval '1 day'
        )
        select trip_id as id from together limit ${tripsTogetherMax}`,
    ),
  );
  return rows.map(({ id }) => id);
};

/** Until when trucks were under way on trips that are not among these. */
export const busyBefore = async (
  database: Queryable,
  truckIds: readonly string[],
  tripIds: readonly string[],
): Promise<Map<string, string>> => {
  if (truckIds.length === 0) return new Map();
  const rows = await database.query<{ truckId: string; until: Date }>(
    prepared(
      'followed_trips_busy_before',
      sql`
        select truck_id as "truckId", max(ended_at) as until
        from trip_trucks join followed_trips using (trip_id)
        where truck_id = any(${truckIds}::uuid[]) and trip_id <> all(${tripIds}::uuid[]) and ended_at is not null
        group by 1`,
    ),
  );
  return new Map(rows.map(({ truckId, until }) => [truckId, until.toISOString()]));
};

/** Visits of trucks that lasted beyond a moment. */
export const visitsSince = async (
  database: Queryable,
  truckIds: readonly string[],
  since: Date,
): Promise<Visit[]> => {
  if (truckIds.length === 0) return [];
  const rows = await database.query<{ visit: Visit }>(
    prepared(
      'visit_copies_since',
      sql`
        select visit from visit_copies
        where truck_id = any(${truckIds}::uuid[]) and (ended_at is null or ended_at >= ${since})
        order by started_at, visit_id`,
    ),
  );
  return rows.map(({ visit }) => visit);
};

/** Every truck that a trip has or had. */
export const trucksOf = ({ truckId, handedOver }: KnownTrip): string[] => [
  ...new Set([...handedOver.map((before) => before.truckId), ...(truckId === null ? [] : [truckId])]),
];

/** Keeps what says which trips share trucks. @returns the trucks it has no more, and those it has. */
export const keepTrip = async (
  tx: Queryable,
  tripId: string,
  trip: KnownTrip,
  nextLookAt: string | null,
): Promise<string[]> => {
  const endedAt = 'end' in trip ? trip.end.at : null;
  const trucks = trucksOf(trip);
  const gone = await tx.query<{ truckId: string }>(
    prepared(
      'followed_trips_keep',
      sql`
        with kept as (
          insert into followed_trips (trip_id, ended_at, next_look_at) values (${tripId}, ${endedAt}, ${nextLookAt})
          on conflict (trip_id) do update set ended_at = excluded.ended_at, next_look_at = excluded.next_look_at
        ), added as (
          insert into trip_trucks (trip_id, truck_id)
          select ${tripId}, truck_id from unnest(${trucks}::uuid[]) as truck_id
          on conflict do nothing
        )
        delete from trip_trucks where trip_id = ${tripId} and truck_id <> all(${trucks}::uuid[])
        returning truck_id as "truckId"`,
    ),
  );
  return [...gone.map(({ truckId }) => truckId), ...trucks];
};
