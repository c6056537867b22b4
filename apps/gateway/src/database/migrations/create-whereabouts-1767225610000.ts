import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where trucks were. A row is what stands for an instant of a truck; fixes that gave way to it are kept in
 * `replaced`, few and rarely looked at. Partitions by day are made ahead and dropped by age (`TrackPartitions`).
 */
const tracksDdl = `
  create table truck_fixes (
    truck_id uuid not null,
    device_time timestamptz not null,
    received_at timestamptz not null,
    latitude float8 not null,
    longitude float8 not null,
    speed_kmh float8,
    heading_degrees float8,
    ignition boolean,
    channel text not null,
    late boolean not null,
    outlier boolean not null,
    replaced jsonb,
    primary key (truck_id, device_time)
  ) partition by range (device_time);`;

/** `version` is that of the truck's visits when this one was told last. */
const visitsDdl = `
  create table visits (
    id uuid primary key,
    truck_id uuid not null,
    location_id uuid not null,
    version int not null,
    status text not null check (status in ('provisional', 'confirmed', 'ended')),
    started_at timestamptz not null,
    last_inside_at timestamptz not null,
    ended_at timestamptz,
    left_before timestamptz,
    longest_gap_seconds float8 not null,
    unobserved_seconds float8 not null,
    evidence jsonb not null,
    seconds float8 not null generated always as (extract(epoch from last_inside_at - started_at)) stored
  );
  create index visits_by_start on visits (started_at desc, id desc);
  create index visits_by_truck on visits (truck_id, started_at desc, id desc);
  create index visits_by_location on visits (location_id, started_at desc, id desc);
  create index visits_open on visits (started_at desc, id desc) where status <> 'ended';
  create index visits_open_by_truck on visits (truck_id) where status <> 'ended';
  create index visits_open_by_location on visits (location_id, started_at desc, id desc) where status <> 'ended';

  create function is_inside(fence jsonb, latitude float8, longitude float8) returns boolean language sql immutable
    return case fence->>'shape'
      when 'circle' then 2 * 6371008.8 * asin(least(1, sqrt(
        sind((latitude - (fence->>'latitude')::float8) / 2) ^ 2
        + cosd((fence->>'latitude')::float8) * cosd(latitude)
          * sind((longitude - (fence->>'longitude')::float8) / 2) ^ 2))) <= (fence->>'radiusM')::float8
      when 'polygon' then (
        select ('(' || string_agg('(' || (corner->>0) || ',' || (corner->>1) || ')', ',' order by nth) || ')')::polygon
        from jsonb_array_elements(fence->'ring') with ordinality as ring (corner, nth)
      ) @> point(longitude, latitude)
      else false end;

  create function waits_for_message(projection_name text, id uuid) returns boolean language sql stable
    return exists (
      select from projection_parked where projection = projection_name and subject = id::text);`;

/** `report` is json, not jsonb: it keeps what came character for character, and takes every text of JSON. */
const dataQualityDdl = `
  create table quarantined_reports (
    report_id uuid primary key,
    told_at timestamptz not null,
    reason text not null,
    detail text,
    plate text collate "C",
    imei text collate "C",
    truck_id uuid,
    device_time timestamptz,
    received_at timestamptz not null,
    channel text not null,
    report json not null,
    released_at timestamptz
  );
  create index quarantined_reports_by_receipt on quarantined_reports (received_at desc, report_id desc);
  create index quarantined_reports_by_reason
    on quarantined_reports (reason, received_at desc, report_id desc);
  create index quarantined_reports_by_plate on quarantined_reports (plate, received_at desc, report_id desc);
  create index quarantined_reports_by_truck
    on quarantined_reports (truck_id, received_at desc, report_id desc);

  create table device_clocks (
    truck_id uuid primary key,
    version int not null,
    state jsonb not null
  );`;

/** What the gateway keeps of where trucks are and were, and of how good the signals are. */
export class CreateWhereabouts1767225610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const ddl of [tracksDdl, visitsDdl, dataQualityDdl]) await runner.query(ddl);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function waits_for_message(text, uuid), is_inside(jsonb, float8, float8);
      drop table device_clocks, quarantined_reports, visits, truck_fixes`);
  }
}
