import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Previewed imports, and trips by their business ids: an import asks for 2,000 at once. */
export class CreateTripImports1767225621000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table trip_imports (
        id uuid primary key,
        created_by uuid not null,
        created_at timestamptz not null default now(),
        rows jsonb not null
      );
      create index trip_imports_by_age on trip_imports (created_at);
      create index trips_by_vpc_id on trips (vpc_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index trips_by_vpc_id; drop table trip_imports');
  }
}
