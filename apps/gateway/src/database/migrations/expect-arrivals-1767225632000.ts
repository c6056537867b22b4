import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The newest trips between two places say how long the next will take. */
export class ExpectArrivals1767225632000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index trips_by_lane on trips (pickup_id, delivery_id, scheduled_departure desc)
        where arrival_time is not null;

      create function middle_of(extent box) returns jsonb language sql immutable
        return case when extent is not null then
          jsonb_build_object('latitude', (center(extent))[1], 'longitude', (center(extent))[0]) end`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function middle_of(box);
      drop index trips_by_lane`);
  }
}
