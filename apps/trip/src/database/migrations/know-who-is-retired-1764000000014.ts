import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is retired is refused for new trips. */
export class KnowWhoIsRetired1764000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table registry_copy add column retired boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table registry_copy drop column retired');
  }
}
