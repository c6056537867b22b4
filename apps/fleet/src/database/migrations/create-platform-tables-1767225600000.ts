import { scheduleDdl } from '@watch-tower/database';
import { deadLettersDdl, eventStoreDdl, outboxDdl } from '@watch-tower/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outbox, commands and their outcomes, dead letters, scheduled work. */
export class CreatePlatformTables1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const ddl of [outboxDdl, eventStoreDdl, deadLettersDdl, scheduleDdl]) await runner.query(ddl);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function append_to_stream(jsonb);
      drop table schedules, dead_letters, reservations, commands, events, relay_cursor, outbox`);
  }
}
