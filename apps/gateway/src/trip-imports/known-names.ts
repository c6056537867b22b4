import { Injectable } from '@nestjs/common';
import { Database, prepared, sql } from '@watch-tower/database';
import { Names, type Named } from './check-rows/names.js';

/** What the gateway's read models know of that rows of an import can name. */
@Injectable()
export class KnownNames {
  constructor(private readonly database: Database) {}

  async names(): Promise<Names> {
    return new Names(
      await this.database.query<Named>(
        prepared(
          'import_names',
          sql`
            select id, kind, label, case
                when retired then 'is retired'
                when kind = 'location' and extent is null then 'has no place on the map'
                when kind = 'truck' and state->>'status' <> 'operational' then 'is not operational'
              end as unusable
            from registry
            where kind in ('location', 'truck', 'driver')
              or kind = 'organization' and state->>'type' = 'client'
            order by label, id`,
        ),
      ),
    );
  }

  /** Which of these business ids trips have already. */
  async taken(vpcIds: readonly string[]): Promise<ReadonlySet<string>> {
    const trips = await this.database.query<{ vpcId: string }>(
      prepared(
        'import_taken_vpc_ids',
        sql`select vpc_id as "vpcId" from trips where vpc_id = any(${[...vpcIds]}::text[])`,
      ),
    );
    return new Set(trips.map(({ vpcId }) => vpcId));
  }
}
