import { projectionsDdl } from '@watch-tower/projections';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts of trucks. `state` is what others are told of an alert, `facts` what it was made from; `settled_at` of
 * an alert of ours is the device time after which no fix can change it. `alert_streams` counts what was told
 * of a truck's alerts. Own alerts are found from `vehicle_positions`, beginning at a checkpoint of
 * `own_alert_states`; `own_alert_changes` says since when a truck must be looked at again. Trips, visits and
 * outages of the whole stream are what is known beside the fixes.
 */
export class CreateAlerts1767225613000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alerts (
        id uuid primary key,
        truck_id uuid not null,
        version int not null,
        source text not null check (source in ('loconav', 'watch-tower')),
        settled_at timestamptz,
        withdrawn boolean not null default false,
        state jsonb not null,
        facts jsonb not null,
        kind text not null generated always as (state->>'kind') stored,
        is_open boolean not null generated always as (state->>'closedAt' is null) stored
      ) with (fillfactor = 80);
      create index alerts_own_unsettled on alerts (truck_id, settled_at)
        where source = 'watch-tower' and not withdrawn;
      create index alerts_open on alerts (kind) where is_open and not withdrawn;

      create table alert_streams (
        truck_id uuid primary key,
        version int not null
      ) with (fillfactor = 50);

      create table quarantined_alerts (
        message_id uuid primary key,
        correlation_id text not null,
        reason text not null check (reason in ('unreadable', 'unknown_vehicle', 'other_vehicle')),
        detail text,
        provider text not null,
        channel text not null,
        plate text collate "C",
        imei text collate "C",
        loconav_vehicle_id text collate "C",
        report json not null,
        received_at timestamptz not null,
        released_at timestamptz,
        created_at timestamptz not null default now()
      );
      create index quarantined_alerts_waiting on quarantined_alerts (created_at)
        where reason = 'unknown_vehicle' and released_at is null;
      create index quarantined_alerts_by_age on quarantined_alerts (created_at);

      create table own_alert_states (
        truck_id uuid primary key,
        positions_version int not null,
        newest_received_at timestamptz,
        observed_until timestamptz,
        checkpoints jsonb not null
      ) with (fillfactor = 50);
      create table own_alert_changes (
        truck_id uuid primary key,
        changed_from timestamptz not null
      );
      create table position_outages (
        from_at timestamptz primary key,
        to_at timestamptz
      );

      create table trip_copies (
        trip_id uuid primary key,
        truck_id uuid,
        is_under_way boolean not null default false
      );
      create table trips_under_way (
        trip_id uuid not null,
        truck_id uuid not null,
        from_at timestamptz not null,
        to_at timestamptz,
        primary key (trip_id, truck_id, from_at)
      );
      create index trips_under_way_by_truck on trips_under_way (truck_id, from_at);
      create table visit_copies (
        visit_id uuid primary key,
        truck_id uuid not null,
        from_at timestamptz not null,
        to_at timestamptz
      );
      create index visit_copies_by_truck on visit_copies (truck_id, from_at);

      ${projectionsDdl}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table projection_parked, projection_subjects, visit_copies, trips_under_way, trip_copies,
        position_outages, own_alert_changes, own_alert_states, quarantined_alerts,
        alert_streams, alerts`);
  }
}
