import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Visits are kept as they were told as well, so that it can be asked who was believed to be where. A telling counts
 * `during` a stretch of event time, one of an open visit no farther than to the next telling of it, so that those of
 * one instant are as few as the trucks. What was kept before lacks them: it is emptied, and read anew from the topic,
 * which keeps every event (in a group of its own, see `visitsGroup`).
 */
export class KeepVisitTellings1767225624000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      truncate visits;
      delete from projection_subjects where projection = 'visits';
      delete from projection_parked where projection = 'visits';

      create table visit_tellings (
        visit_id uuid not null,
        version int not null,
        truck_id uuid not null,
        location_id uuid not null,
        status text not null check (status in ('provisional', 'confirmed', 'ended')),
        started_at timestamptz not null,
        ended_at timestamptz,
        told_at timestamptz not null,
        superseded_at timestamptz,
        during tstzrange not null generated always as (tstzrange(
          started_at,
          case when coalesce(ended_at, superseded_at) is not null
            then greatest(started_at, coalesce(ended_at, superseded_at)) end,
          '[]')) stored,
        primary key (visit_id, version)
      );
      create index visit_tellings_during on visit_tellings using gist (during);
      create index visit_tellings_superseded on visit_tellings (superseded_at) where superseded_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table visit_tellings');
  }
}
