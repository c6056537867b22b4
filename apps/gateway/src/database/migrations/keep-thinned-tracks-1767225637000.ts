import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What fleet leaves of tracks that are too old to be kept whole. */
export class KeepThinnedTracks1767225637000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table thinned_tracks (
        truck_id uuid not null,
        hour timestamptz not null,
        fixes int not null,
        points jsonb not null,
        primary key (truck_id, hour)
      );
      create index thinned_tracks_by_age on thinned_tracks using brin (hour)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table thinned_tracks`);
  }
}
