import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Trips are found by all that people know of them, in several orders. A sort has an index of its own in each order
 * that another cannot serve backwards: trips that have not arrived come last either way. What a text may be part of is
 * found by the three-letter parts of both, for no extension of PostgreSQL may be needed.
 */
export class FindTrips1767225623000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function texts_at(document jsonb, path jsonpath) returns text[] language sql immutable
        return (select coalesce(array_agg(found#>>'{}'), '{}') from jsonb_path_query(document, path) as found);

      create function parts_of(written text) returns text[] language sql immutable
        return (
          select coalesce(array_agg(distinct substr(written, nth, 3)), '{}')
          from generate_series(1, length(written) - 2) as nth
        );

      create function trip_search_of(trip jsonb) returns text language sql immutable
        return lower(trip->>'vpcId' || ' ' || array_to_string(texts_at(trip, '$.containers.number'), ' '));

      alter table trips
        drop column containers,
        add column pickup_id uuid not null generated always as ((state->>'pickupId')::uuid) stored,
        add column delivery_id uuid not null generated always as ((state->>'deliveryId')::uuid) stored,
        add column location_ids uuid[] not null
          generated always as (texts_at(state, '$.stops.locationId')::uuid[]) stored,
        add column container_numbers text[] not null
          generated always as (texts_at(state, '$.containers.number')) stored,
        add column search text not null generated always as (trip_search_of(state)) stored,
        add column search_parts text[] not null generated always as (parts_of(trip_search_of(state))) stored,
        add column arrival_time timestamptz generated always as (to_timestamptz(state->>'arrivalTime')) stored,
        add column updated_at timestamptz not null generated always as (to_timestamptz(state->>'updatedAt')) stored,
        add column is_delayed boolean not null generated always as (jsonb_typeof(state->'delay') = 'object') stored,
        add column is_on_hold boolean not null generated always as (jsonb_typeof(state->'hold') = 'object') stored;

      create index trips_by_stage on trips (stage, scheduled_departure desc, id desc);
      create index trips_delayed on trips (scheduled_departure desc, id desc) where is_delayed;
      create index trips_on_hold on trips (scheduled_departure desc, id desc) where is_on_hold;
      create index trips_by_first_arrival on trips ((coalesce(arrival_time, 'infinity')), id);
      create index trips_by_last_arrival on trips ((coalesce(arrival_time, '-infinity')) desc, id desc);
      create index trips_by_update on trips (updated_at desc, id desc);
      create index trips_in_order_of_vpc_id on trips ((vpc_id collate "C"), id);
      create index trips_found on trips using gin (location_ids, container_numbers, search_parts)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index trips_by_stage, trips_in_order_of_vpc_id;
      alter table trips
        drop column pickup_id, drop column delivery_id, drop column location_ids, drop column container_numbers,
        drop column search, drop column search_parts, drop column arrival_time, drop column updated_at,
        drop column is_delayed, drop column is_on_hold,
        add column containers text not null generated always as (state->>'containers') stored;
      drop function trip_search_of(jsonb), parts_of(text), texts_at(jsonb, jsonpath)`);
  }
}
