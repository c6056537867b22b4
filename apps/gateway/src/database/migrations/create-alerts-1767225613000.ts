import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts as people look for them. */
export class CreateAlerts1767225613000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alerts (
        id uuid primary key,
        state jsonb not null,
        withdrawn boolean not null,
        stale boolean not null default false,
        version int not null generated always as ((state->>'version')::int) stored,
        truck_id uuid not null generated always as ((state->>'truckId')::uuid) stored,
        kind text not null generated always as (state->>'kind') stored,
        severity text not null generated always as (state->>'severity') stored,
        source text not null generated always as (state->>'source') stored,
        is_open boolean not null generated always as (state->>'closedAt' is null) stored,
        is_acknowledged boolean not null generated always as (jsonb_typeof(state->'acknowledgement') = 'object') stored,
        assignee uuid generated always as ((state#>>'{assignment,userId}')::uuid) stored,
        snoozed_until timestamptz generated always as (to_timestamptz(state#>>'{snooze,until}')) stored,
        opened_at timestamptz not null generated always as (to_timestamptz(state->>'openedAt')) stored
      );
      create index alerts_by_opening on alerts (opened_at desc, id desc);
      create index alerts_by_truck on alerts (truck_id, opened_at desc, id desc);
      create index alerts_by_kind on alerts (kind, opened_at desc, id desc);
      create index alerts_open on alerts (opened_at desc, id desc) where is_open and not withdrawn;
      create index alerts_by_assignee on alerts (assignee, opened_at desc, id desc) where assignee is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table alerts');
  }
}
