import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The quarantine holds reports of alerts beside those of positions, which is all it held before. */
export class QuarantineAlerts1767225634000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table quarantined_reports add column kind text not null default 'position'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table quarantined_reports drop column kind`);
  }
}
