import { scheduleDdl } from '@watch-tower/database';
import { deadLettersDdl, eventStoreDdl, outboxDdl } from '@watch-tower/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Streams of trips, what leaves the service, and what could not be handled. */
export class AddEventStore1764000000001 implements MigrationInterface {
  readonly name = 'AddEventStore1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${outboxDdl}; ${eventStoreDdl}; ${deadLettersDdl}; ${scheduleDdl}`);
  }

  async down(): Promise<void> {
    throw new Error('events are never taken back');
  }
}
