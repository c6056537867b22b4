import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether something is retired is a column: of an expression over the state PostgreSQL knows no shares, and took the
 * handful it guessed as a reason to join and sort everything before the first page.
 */
export class TellRetired1767225631000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table registry
        add column retired boolean not null generated always as (state->>'retiredAt' is not null) stored;
      drop index registry_by_label;
      create index registry_by_label on registry (kind, retired, label, id);
      analyze registry`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table registry drop column retired;
      create index registry_by_label on registry (kind, label, id)`);
  }
}
