import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports are their own evidence; only a command differs from the request's body, and has an inbox of its own. */
export class DropReceived1767225635000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table inbox drop column received`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table inbox add column received text`);
  }
}
