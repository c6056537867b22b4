import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when LocoNav's alerts were polled, and what was polled, so that it is published only where it is news. */
export class CreateLoconavPolls1767225620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table loconav_alert_polls (
        only_row boolean primary key default true check (only_row),
        polled_until timestamptz not null
      );

      create table loconav_polled_alerts (
        key text collate "C" primary key,
        hash text not null,
        polled_at timestamptz not null
      );
      create index loconav_polled_alerts_age on loconav_polled_alerts (polled_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table loconav_polled_alerts, loconav_alert_polls`);
  }
}
