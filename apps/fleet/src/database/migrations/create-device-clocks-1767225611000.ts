import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was last told of the clock of each truck's device. */
export class CreateDeviceClocks1767225611000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table device_clocks (
        truck_id uuid primary key,
        version int not null,
        verdict text not null,
        off_seconds float8 not null,
        zone_off_hours float8
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table device_clocks`);
  }
}
