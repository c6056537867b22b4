import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often exact duplicates of fixes came. By message, so that one that is told twice counts once. */
export class CountDuplicates1767225615000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dropped_duplicates (
        message_id uuid primary key,
        truck_id uuid not null,
        dropped_at timestamptz not null,
        count int not null
      );
      create index dropped_duplicates_by_time on dropped_duplicates (dropped_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dropped_duplicates');
  }
}
