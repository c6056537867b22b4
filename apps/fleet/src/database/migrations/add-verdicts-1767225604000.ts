import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of a fix among its neighbours: `outlier`s are shown in a track, and count nowhere else. */
export class AddVerdicts1767225604000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table vehicle_positions
        add verdict text not null default 'good' check (verdict in ('good', 'outlier'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table vehicle_positions drop verdict`);
  }
}
