import { scheduleDdl } from '@watch-tower/database';
import { deadLettersDdl, outboxDdl } from '@watch-tower/event-store';
import { projectionsDdl } from '@watch-tower/projections';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The gateway's outbox is its inbox: what came in is what goes out. `received` holds a request's body as it
 * came, where the value does not hold it character for character (webhooks: it does).
 */
const inboxDdl = `
  ${outboxDdl}
  alter table outbox rename to inbox;
  alter index outbox_order rename to inbox_order;
  alter table inbox add column received text;`;

const signInDdl = `
  create table users (
    id uuid primary key,
    email text not null unique,
    name text not null,
    role text not null check (role in ('admin', 'dispatcher', 'viewer')),
    password_hash text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  );

  create table refresh_tokens (
    id uuid primary key,
    family_id uuid not null,
    user_id uuid not null references users on delete cascade,
    token_hash bytea not null unique,
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz
  );
  create index refresh_tokens_family on refresh_tokens (family_id);
  create index refresh_tokens_user on refresh_tokens (user_id);
  create index refresh_tokens_expiry on refresh_tokens (expires_at);`;

/** `value` is emptied once there is an outcome: until then the command may have to be published again. */
const operationsDdl = `
  create table operations (
    id uuid primary key,
    actor_id uuid not null,
    kind text not null,
    subject_kind text not null,
    subject_id uuid not null,
    body_hash text not null,
    status text not null default 'accepted' check (status in ('accepted', 'succeeded', 'refused', 'failed')),
    outcome jsonb,
    topic text not null,
    headers jsonb not null,
    value text,
    transaction_id xid8 not null default pg_current_xact_id(),
    sent_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  );
  create index operations_unsettled on operations (sent_at) where status = 'accepted';
  create index operations_age on operations (created_at);`;

const readModelsDdl = `
  create table registry (
    id uuid primary key,
    kind text not null,
    version int not null,
    state jsonb not null,
    label text collate "C" not null
      generated always as (coalesce(state->>'number', state->>'name', '')) stored,
    search text not null generated always as (lower(
      coalesce(state->>'number', '') || ' ' || coalesce(state->>'plate', '') || ' ' ||
      coalesce(state->>'name', '') || ' ' || coalesce(state->>'brand', '') || ' ' ||
      coalesce(state->>'company', ''))) stored
  );
  create index registry_by_label on registry (kind, label, id);

  create table truck_positions (
    truck_id uuid primary key,
    version int not null,
    latitude float8 not null,
    longitude float8 not null,
    speed_kmh float8,
    heading_degrees float8,
    ignition boolean,
    device_time timestamptz not null,
    received_at timestamptz not null
  ) with (fillfactor = 50);

  create view trucks as
    select truck.id, truck.label, truck.search, truck.version, truck.state,
      case when position.truck_id is not null then jsonb_build_object(
        'truckId', position.truck_id, 'version', position.version,
        'latitude', position.latitude, 'longitude', position.longitude,
        'speedKmh', position.speed_kmh, 'headingDegrees', position.heading_degrees,
        'ignition', position.ignition,
        'deviceTime', position.device_time, 'receivedAt', position.received_at) end as position
    from registry as truck
    left join truck_positions as position on position.truck_id = truck.id
    where truck.kind = 'truck';

  create function to_timestamptz(written text) returns timestamptz language sql immutable
    return written::timestamptz;

  create table trips (
    id uuid primary key,
    state jsonb not null,
    stale boolean not null default false,
    version int not null generated always as ((state->>'version')::int) stored,
    vpc_id text not null generated always as (state->>'vpcId') stored,
    status text not null generated always as (state->>'status') stored,
    stage text not null generated always as (state->>'stage') stored,
    client_id uuid generated always as ((state->>'clientId')::uuid) stored,
    truck_id uuid generated always as ((state->>'truckId')::uuid) stored,
    driver_id uuid generated always as ((state->>'driverId')::uuid) stored,
    containers text not null generated always as (state->>'containers') stored,
    scheduled_departure timestamptz not null
      generated always as (to_timestamptz(state->>'scheduledDeparture')) stored
  );
  create index trips_by_departure on trips (scheduled_departure desc, id desc);
  create index trips_by_status on trips (status, scheduled_departure desc, id desc);
  create index trips_by_truck on trips (truck_id, scheduled_departure desc, id desc);
  create index trips_by_driver on trips (driver_id, scheduled_departure desc, id desc);
  create index trips_by_client on trips (client_id, scheduled_departure desc, id desc);

  create table trip_timeline (
    trip_id uuid not null,
    version int not null,
    type text not null,
    at timestamptz not null,
    recorded_at timestamptz not null,
    evidence jsonb not null,
    about uuid,
    detail text,
    primary key (trip_id, version)
  );

  create function to_rfc3339(instant timestamptz) returns text language sql stable
    return to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

  create function names_of(trip jsonb) returns jsonb language sql stable
    return (
      select coalesce(jsonb_object_agg(entity.id, entity.label), '{}') from registry as entity
      where entity.id in (
        select (trip->>key)::uuid from unnest(array['clientId', 'truckId', 'driverId']) as key
        union
        select (stop->>'locationId')::uuid from jsonb_array_elements(trip->'stops') as stop
      )
    );`;

/** The gateway's schema: inbox, people, operations, read models. */
export class CreateGateway1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const ddl of [
      inboxDdl,
      deadLettersDdl,
      scheduleDdl,
      projectionsDdl,
      signInDdl,
      operationsDdl,
      readModelsDdl,
    ]) {
      await runner.query(ddl);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the first migration is not taken back: drop the schema'));
  }
}
