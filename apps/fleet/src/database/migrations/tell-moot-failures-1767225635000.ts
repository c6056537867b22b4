import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the last that was told of a trip at LocoNav is that it failed: who was told so hears how it ended. */
export class TellMootFailures1767225635000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table loconav_trips add column told_failure boolean not null default false;
      update loconav_trips set told_failure = true where failures > 0 or given_up_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table loconav_trips drop column told_failure`);
  }
}
