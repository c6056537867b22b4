import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Master data is found by more of what people know of it, and locations by where they are: `extent` is the box
 * around a fence, in degrees, with a degree of latitude taken as 111.195 km.
 */
export class FindRegistry1767225614000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function extent_of(fence jsonb) returns box language sql immutable
        begin atomic
          select case fence->>'shape'
            when 'circle' then (
              select box(point(longitude - width, latitude - height), point(longitude + width, latitude + height))
              from (
                select (fence->>'longitude')::float8 as longitude, (fence->>'latitude')::float8 as latitude,
                  (fence->>'radiusM')::float8 / 111195 as height
              ) as circle, lateral (
                select height / greatest(cosd(latitude), 0.001) as width
              ) as beside)
            when 'polygon' then (
              select box(point(min((corner->>0)::float8), min((corner->>1)::float8)),
                point(max((corner->>0)::float8), max((corner->>1)::float8)))
              from jsonb_array_elements(fence->'ring') as corner)
          end;
        end;

      update registry set state = jsonb_build_object('retiredAt', null) || state;
      update registry
      set state = jsonb_build_object('displayNumber', null, 'loconavNumericId', null, 'identities', '[]'::jsonb) || state
      where kind = 'truck';

      alter table registry
        add column extent box generated always as (extent_of(state->'fence')) stored,
        alter column search set expression as (lower(
          coalesce(state->>'number', '') || ' ' || coalesce(state->>'plate', '') || ' ' ||
          coalesce(state->>'displayNumber', '') || ' ' || coalesce(state->>'name', '') || ' ' ||
          coalesce(state->>'phone', '') || ' ' || coalesce(state->>'brand', '') || ' ' ||
          coalesce(state->>'company', '') || ' ' || coalesce(state->>'address', '') || ' ' ||
          coalesce(state->>'city', '')))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table registry
        drop column extent,
        alter column search set expression as (lower(
          coalesce(state->>'number', '') || ' ' || coalesce(state->>'plate', '') || ' ' ||
          coalesce(state->>'name', '') || ' ' || coalesce(state->>'brand', '') || ' ' ||
          coalesce(state->>'company', '')));
      drop function extent_of(jsonb)`);
  }
}
