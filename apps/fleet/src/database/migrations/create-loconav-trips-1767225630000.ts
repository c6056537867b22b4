import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every trip as LocoNav is to have it (`wanted`, counted by `revision`) and as it is known to have it (`known`, told
 * to others under `version`). `out_of_step_since` is null where the two agree, or nobody can make them agree.
 */
export class CreateLoconavTrips1767225630000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table loconav_trips (
        trip_id uuid primary key,
        wanted jsonb not null,
        revision int not null default 1,
        known jsonb not null default '{"kind":"none"}',
        version int not null default 0,
        out_of_step_since timestamptz,
        next_try_at timestamptz not null default now(),
        failures int not null default 0,
        reason text,
        given_up_at timestamptz,
        claim uuid,
        claimed_until timestamptz
      ) with (fillfactor = 70);
      create index loconav_trips_due on loconav_trips (next_try_at)
        where out_of_step_since is not null and given_up_at is null;
      create index loconav_trips_given_up on loconav_trips (given_up_at) where given_up_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table loconav_trips`);
  }
}
