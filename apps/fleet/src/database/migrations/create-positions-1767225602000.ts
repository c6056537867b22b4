import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where trucks were. Partitions by day are made ahead and dropped by age (`PositionsRetention`); without a
 * reference to `trucks`, whose check of every row would cost more than the row. `positions_horizon` is the
 * beginning of the oldest day that still takes fixes. `truck_states` counts what was published of a truck.
 */
export class CreatePositions1767225602000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table vehicle_positions (
        truck_id uuid not null,
        device_time timestamptz not null,
        received_at timestamptz not null,
        latitude float8 not null,
        longitude float8 not null,
        speed_kmh float8,
        heading_degrees float8,
        ignition boolean,
        provider text not null,
        channel text not null,
        primary key (truck_id, device_time)
      ) partition by range (device_time);

      create table positions_horizon (
        only_row boolean primary key default true check (only_row),
        oldest_day timestamptz not null,
        marked_at timestamptz not null default now()
      );

      create table truck_states (
        truck_id uuid primary key,
        positions_version int not null,
        latest_version int not null,
        latest_device_time timestamptz not null
      ) with (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table truck_states, positions_horizon, vehicle_positions`);
  }
}
