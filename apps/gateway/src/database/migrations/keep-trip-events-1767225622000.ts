import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Trips are kept with their events, from which any past of them can be told. What was kept before lacks them and half
 * of a trip's life: it is emptied, and read anew from the topic, which keeps every event (in a group of its own, see
 * `tripsGroup`). Names are found of all that a trip refers to.
 */
export class KeepTripEvents1767225622000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      truncate trips;
      drop table trip_timeline;
      delete from projection_subjects where projection = 'trips';
      delete from projection_parked where projection = 'trips';

      create table trip_events (
        trip_id uuid not null,
        version int not null,
        type text not null,
        at timestamptz not null,
        recorded_at timestamptz not null,
        data jsonb not null,
        about uuid,
        detail text,
        primary key (trip_id, version)
      );

      create or replace function names_of(trip jsonb) returns jsonb language sql stable
        return (
          select coalesce(jsonb_object_agg(entity.id, entity.label), '{}') from registry as entity
          where entity.id in (
            select (trip->>key)::uuid from unnest(array['clientId', 'truckId', 'driverId']) as key
            union
            select (id#>>'{}')::uuid
            from unnest(array['$.stops.locationId', '$.milestones.locationId', '$.handOvers.fromId',
              '$.handOvers.toId']::jsonpath[]) as path, jsonb_path_query(trip, path) as id
          )
        )`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was kept of trips before is not taken back: read it anew'));
  }
}
