import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links to trips. The row tells who made and who revoked; of the token it keeps the SHA-256 alone. */
export class CreateShareLinks1767225620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table share_links (
        id uuid primary key,
        trip_id uuid not null,
        token_hash bytea not null unique,
        created_by uuid not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        revoked_by uuid,
        revoked_at timestamptz,
        views int not null default 0,
        last_viewed_at timestamptz
      ) with (fillfactor = 50);
      create index share_links_by_trip on share_links (trip_id, created_at desc, id desc);
      create index share_links_by_expiry on share_links (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table share_links');
  }
}
