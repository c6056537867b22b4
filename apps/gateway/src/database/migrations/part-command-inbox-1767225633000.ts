import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Commands come in by a table of their own, so that none is published behind the reports that waited for a broker. */
export class PartCommandInbox1767225633000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table command_inbox (like inbox including defaults including identity)
        partition by range (created_at);
      create index command_inbox_order on command_inbox (transaction_id, position)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table command_inbox`);
  }
}
