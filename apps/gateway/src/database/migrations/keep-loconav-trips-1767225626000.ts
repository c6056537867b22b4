import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How LocoNav has our trips. */
export class KeepLoconavTrips1767225626000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table loconav_trips (
        trip_id uuid primary key,
        state jsonb not null,
        version int not null generated always as ((state->>'version')::int) stored
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table loconav_trips`);
  }
}
