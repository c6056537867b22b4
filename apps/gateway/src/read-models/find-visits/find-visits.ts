import { Injectable } from '@nestjs/common';
import type { FindVisitsQuery, Page, VisitView } from '@watch-tower/contracts';
import { Database, sql } from '@watch-tower/database';
import { decodeCursor, timeAndId, toPage } from '../../edge/cursor.js';

type Row = VisitView & { startedText: string };

/** Visits, the latest start first. Not prepared: each set of filters wants a plan of its own. */
@Injectable()
export class FindVisits {
  constructor(private readonly database: Database) {}

  async find(query: FindVisitsQuery): Promise<Page<VisitView>> {
    const { truckId = null, locationId = null, type = null, status = null, limit } = query;
    const { from = null, to = null, minimumSeconds = null } = query;
    const [afterStart, afterId] = decodeCursor(query.cursor, timeAndId) ?? [null, null];
    const rows = await this.database.query<Row>(
      sql`
          select visit.id, visit.truck_id as "truckId", visit.location_id as "locationId", visit.status,
            to_rfc3339(visit.started_at) as "startedAt", to_rfc3339(visit.last_inside_at) as "lastInsideAt",
            to_rfc3339(visit.ended_at) as "endedAt", to_rfc3339(visit.left_before) as "leftBefore",
            visit.longest_gap_seconds as "longestGapSeconds", visit.unobserved_seconds as "unobservedSeconds",
            visit.evidence, truck.label as "truckNumber", place.label as "locationName",
            place.state->>'type' as "locationType", visit.version,
            waits_for_message('visits', visit.truck_id) as stale, visit.started_at::text as "startedText"
          from visits as visit
          left join registry as truck on truck.id = visit.truck_id
          left join registry as place on place.id = visit.location_id
          where (${truckId}::uuid is null or visit.truck_id = ${truckId})
            and (${locationId}::uuid is null or visit.location_id = ${locationId})
            and (${type}::text is null or place.state->>'type' = ${type})
            and (${status}::text is null or visit.status = ${status})
            and (${from}::timestamptz is null or visit.ended_at is null or visit.ended_at >= ${from})
            and (${to}::timestamptz is null or visit.started_at < ${to})
            and (${minimumSeconds}::float8 is null or visit.seconds >= ${minimumSeconds})
            and (${afterStart}::timestamptz is null
              or (visit.started_at, visit.id) < (${afterStart}::timestamptz, ${afterId}::uuid))
          order by visit.started_at desc, visit.id desc
          limit ${limit + 1}`,
    );
    return toPage(
      rows,
      limit,
      ({ startedText: _, ...visit }) => visit,
      ({ startedText, id }) => [startedText, id],
    );
  }
}
