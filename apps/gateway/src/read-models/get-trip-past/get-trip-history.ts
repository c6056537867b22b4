import { Injectable } from '@nestjs/common';
import type { GetTripHistoryQuery, Page, TripHistoryEntry } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { z } from 'zod';
import { decodeCursor, toPage } from '../../edge/cursor.js';

const cursorKey = z.tuple([z.string().regex(/^\d{1,9}$/)]);

/** Every event of a trip, the first first, with who said so and why. */
@Injectable()
export class GetTripHistory {
  constructor(private readonly database: Database) {}

  /** @returns nothing where there is no such trip: a trip has events. */
  async read(
    id: string,
    { cursor, limit }: GetTripHistoryQuery,
  ): Promise<Page<TripHistoryEntry> | undefined> {
    const [after = '0'] = decodeCursor(cursor, cursorKey) ?? [];
    const rows = await this.database.query<TripHistoryEntry>(
      prepared(
        'trip_history_read',
        sql`
          select event.version, event.type, to_rfc3339(event.at) as at, to_rfc3339(event.recorded_at) as "recordedAt",
            event.data->'evidence' as evidence,
            case when person.id is not null then jsonb_build_object('id', person.id, 'name', someone.name) end as who,
            coalesce(event.data->>'reason', event.data#>>'{evidence,reason}') as why,
            case when event.about is not null
              then jsonb_build_object('id', event.about, 'name', subject.label) end as about,
            event.data - array['tripId', 'at', 'recordedAt', 'evidence'] as data
          from trip_events as event
          left join lateral (select event.data#>>'{evidence,actorId}' as id) as person on true
          left join users as someone on someone.id::text = person.id
          left join registry as subject on subject.id = event.about
          where event.trip_id = ${id} and event.version > ${after}::int
          order by event.version
          limit ${limit + 1}`,
      ),
    );
    if (rows.length === 0 && !(await this.exists(id))) return undefined;
    return toPage(
      rows,
      limit,
      (entry) => entry,
      ({ version }) => [String(version)],
    );
  }

  private async exists(id: string): Promise<boolean> {
    const found = await this.database.query(prepared('trip_exists', sql`select from trips where id = ${id}`));
    return found.length > 0;
  }
}
