import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reports that do not count, each once by the id of the message it came in. `report` is json, not jsonb: it
 * keeps what came character for character, and takes every text that JSON can write.
 */
export class CreateQuarantine1767225603000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table quarantined_positions (
        message_id uuid primary key,
        correlation_id text not null,
        reason text not null,
        detail text,
        provider text not null,
        channel text not null,
        plate text collate "C",
        imei text collate "C",
        report json not null,
        received_at timestamptz not null,
        truck_id uuid,
        device_time timestamptz,
        latitude float8,
        longitude float8,
        released_at timestamptz,
        created_at timestamptz not null default now()
      );
      create index quarantined_unknown_plates on quarantined_positions (plate)
        where reason = 'unknown_vehicle' and released_at is null;
      create index quarantined_unknown_imeis on quarantined_positions (imei)
        where reason = 'unknown_vehicle' and released_at is null;
      create index quarantined_future on quarantined_positions (truck_id, device_time) where reason = 'future';
      create index quarantined_by_age on quarantined_positions (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table quarantined_positions`);
  }
}
