import { projectionsDdl } from '@watch-tower/projections';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What trip needs to know of master data, kept from the registry topic. */
export class AddRegistryCopy1764000000002 implements MigrationInterface {
  readonly name = 'AddRegistryCopy1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${projectionsDdl};
      create table registry_copy (
        id uuid primary key,
        kind text not null check (kind in ('organization', 'truck', 'driver', 'location')),
        operational boolean not null,
        on_map boolean not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table registry_copy');
  }
}
