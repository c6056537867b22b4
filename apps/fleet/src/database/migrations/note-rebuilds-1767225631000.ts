import { rebuildsDdl } from '@watch-tower/projections';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How rebuilds of read models went. */
export class NoteRebuilds1767225631000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(rebuildsDdl);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table projection_rebuilds');
  }
}
