import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which trips changed since a moment that every process can name: a transaction below which all have ended, so that a row
 * that is committed late is no gap. Rows of before have changed before anybody asks.
 */
export class TellTripChanges1767225627000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trips add column changed_in xid8 not null default '0';
      alter table trips alter column changed_in set default pg_current_xact_id();
      create index trips_by_change on trips (changed_in)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table trips drop column changed_in`);
  }
}
