import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the progress of trips rests on: visits, which trips share trucks, and which have to be looked at again. */
export class FollowVisits1764000000020 implements MigrationInterface {
  readonly name = 'FollowVisits1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table registry_copy add column is_depot boolean not null default false;

      create table visit_copies (
        visit_id uuid primary key,
        truck_id uuid not null,
        started_at timestamptz not null,
        ended_at timestamptz,
        visit jsonb not null
      );
      create index visit_copies_by_truck on visit_copies (truck_id, started_at);

      create table followed_trips (
        trip_id uuid primary key,
        ended_at timestamptz,
        next_look_at timestamptz
      );
      create index followed_trips_by_next_look on followed_trips (next_look_at) where next_look_at is not null;

      create table trip_trucks (
        trip_id uuid not null references followed_trips on delete cascade,
        truck_id uuid not null,
        primary key (trip_id, truck_id)
      );
      create index trip_trucks_by_truck on trip_trucks (truck_id);

      create table trips_to_follow (
        trip_id uuid primary key,
        marks int not null default 1,
        marked_at timestamptz not null default now()
      );
      create index trips_to_follow_by_age on trips_to_follow (marked_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table trips_to_follow, trip_trucks, followed_trips, visit_copies;
      alter table registry_copy drop column is_depot;`);
  }
}
