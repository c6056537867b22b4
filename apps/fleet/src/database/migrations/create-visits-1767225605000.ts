import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `fences` is the history of every location's fence; its version counts up with every row, so that whoever holds a
 * copy sees by one number that it is old, and reads what is newer. `visits` is what was told of visits. A
 * truck's visits go on from `truck_states.visits`; from `visit_checkpoints`, one per hour with fixes, they are found
 * again where the past changed: in the hours of `visit_dirty_hours`. `json`, not `jsonb`: what is kept is
 * compared as it was written.
 */
export class CreateVisits1767225605000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table fences (
        location_id uuid not null,
        version int not null,
        in_force_from timestamptz not null,
        fence json,
        places_version bigint not null,
        evaluated boolean not null default false,
        primary key (location_id, version)
      );
      create unique index fences_by_places_version on fences (places_version);
      create index fences_unevaluated on fences (places_version) where not evaluated;

      create table places_version (
        only_row boolean primary key default true check (only_row),
        version bigint not null
      );

      insert into fences (location_id, version, in_force_from, fence, places_version)
      select id, version, created_at, fence, row_number() over (order by created_at, id)
      from locations where fence is not null;
      insert into places_version (version) select count(*) from fences;

      alter table truck_states add visits_version int not null default 0, add visits json;

      create table visits (
        id uuid primary key,
        truck_id uuid not null,
        location_id uuid not null,
        status text not null check (status in ('provisional', 'confirmed', 'ended')),
        started_at timestamptz not null,
        last_inside_at timestamptz not null,
        left_before timestamptz,
        longest_gap_ms bigint not null,
        unobserved_ms bigint not null,
        first_latitude float8 not null,
        first_longitude float8 not null,
        last_latitude float8 not null,
        last_longitude float8 not null,
        fence_version int not null
      );
      create index visits_of_truck on visits (truck_id, last_inside_at);

      create table visit_checkpoints (
        truck_id uuid not null,
        hour timestamptz not null,
        track json not null,
        box json not null,
        primary key (truck_id, hour)
      );

      create table visit_dirty_hours (
        truck_id uuid not null,
        hour timestamptz not null,
        primary key (truck_id, hour)
      );
      insert into visit_dirty_hours (truck_id, hour)
      select truck_id, date_trunc('hour', oldest.device_time, 'UTC')
      from truck_states cross join lateral (
        select device_time from vehicle_positions as position
        where position.truck_id = truck_states.truck_id order by device_time limit 1) as oldest`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table visit_dirty_hours, visit_checkpoints, visits, places_version, fences;
      alter table truck_states drop visits, drop visits_version`);
  }
}
