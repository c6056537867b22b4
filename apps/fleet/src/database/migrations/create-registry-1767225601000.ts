import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Master data, the columns of the product's specification with their types as the architecture has them. `version`
 * is the version of the entity's stream of events. A row of `truck_identities` says by what a truck is
 * known in what devices send; every change counts up `truck_identities_version`, so that whoever holds a
 * copy sees by one number that it is old.
 */
export class CreateRegistry1767225601000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organizations (
        id uuid primary key,
        version int not null,
        name text not null,
        type text not null check (type in ('transporter', 'client')),
        created_at timestamptz not null,
        updated_at timestamptz not null
      );

      create table trucks (
        id uuid primary key,
        version int not null,
        truck_number text not null,
        plate text not null,
        loconav_vehicle_id text unique,
        imei text,
        organization_id uuid references organizations,
        company text,
        fleet_manager text,
        status text not null check (status in ('operational', 'maintenance', 'inactive')),
        brand text,
        trailer_size text,
        operating_location text,
        retired_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create unique index trucks_plate on trucks (plate) where retired_at is null;
      create unique index trucks_imei on trucks (imei) where retired_at is null;
      create index trucks_organization on trucks (organization_id);

      create table truck_identities (
        kind text not null check (kind in ('plate', 'imei')),
        value text collate "C" not null,
        truck_id uuid not null references trucks,
        primary key (kind, value)
      );
      create index truck_identities_truck on truck_identities (truck_id);

      create table truck_identities_version (
        only_row boolean primary key default true check (only_row),
        version bigint not null
      );
      insert into truck_identities_version (version) values (0);

      create table drivers (
        id uuid primary key,
        version int not null,
        name text not null,
        phone text,
        has_smartphone boolean not null,
        truck_id uuid references trucks,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create index drivers_truck on drivers (truck_id);

      create table locations (
        id uuid primary key,
        version int not null,
        name text not null,
        type text not null check (type in ('terminal', 'client', 'depot', 'service_area')),
        address text,
        latitude float8,
        longitude float8,
        fence jsonb,
        geofence_id bigint,
        city text,
        state text,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create index idx_locations_geofence on locations (geofence_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table locations, drivers, truck_identities_version, truck_identities, trucks, organizations`);
  }
}
