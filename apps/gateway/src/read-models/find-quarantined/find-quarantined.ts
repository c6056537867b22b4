import { Injectable } from '@nestjs/common';
import {
  normalisePlate,
  type FindQuarantinedQuery,
  type QuarantinedReport,
  type QuarantinePage,
} from '@watch-tower/contracts';
import { Database, sql } from '@watch-tower/database';
import { decodeCursor, timeAndId, toPage } from '../../edge/cursor.js';

type Row = QuarantinedReport & { receivedText: string };

/** A storm of reports may be very large: what it is made of shows in its newest. */
const countedMax = 20_000;

/** Reports that were set apart, newest first. Not prepared: each set of filters wants a plan of its own. */
@Injectable()
export class FindQuarantined {
  constructor(private readonly database: Database) {}

  async find(query: FindQuarantinedQuery): Promise<QuarantinePage> {
    const [page, counts] = await Promise.all([this.page(query), this.counts(query)]);
    return { ...page, counts };
  }

  private async page(query: FindQuarantinedQuery): Promise<Omit<QuarantinePage, 'counts'>> {
    const { reason = null, limit } = query;
    const { kind, plate, truckId, from, to, released } = filtersOf(query);
    const [afterTime, afterId] = decodeCursor(query.cursor, timeAndId) ?? [null, null];
    const rows = await this.database.query<Row>(sql`
      select report_id as "reportId", kind, reason, detail, plate, imei, truck_id as "truckId",
        to_rfc3339(device_time) as "deviceTime", to_rfc3339(received_at) as "receivedAt", channel, report,
        to_rfc3339(released_at) as "releasedAt", received_at::text as "receivedText"
      from quarantined_reports
      where (${reason}::text is null or reason = ${reason})
        and (${kind}::text is null or kind = ${kind})
        and (${plate}::text is null or plate = ${plate})
        and (${truckId}::uuid is null or truck_id = ${truckId})
        and (${from}::timestamptz is null or received_at >= ${from})
        and (${to}::timestamptz is null or received_at < ${to})
        and (${released}::boolean is null or (released_at is not null) = ${released})
        and (${afterTime}::timestamptz is null
          or (received_at, report_id) < (${afterTime}::timestamptz, ${afterId}::uuid))
      order by received_at desc, report_id desc
      limit ${limit + 1}`);
    return toPage(
      rows,
      limit,
      ({ receivedText: _, ...report }) => report,
      ({ receivedText, reportId }) => [receivedText, reportId],
    );
  }

  private async counts(query: FindQuarantinedQuery): Promise<Record<string, number>> {
    const { kind, plate, truckId, from, to, released } = filtersOf(query);
    const rows = await this.database.query<{ reason: string; count: number }>(sql`
      select reason, count(*)::int as count
      from (
        select reason from quarantined_reports
        where (${kind}::text is null or kind = ${kind})
          and (${plate}::text is null or plate = ${plate})
          and (${truckId}::uuid is null or truck_id = ${truckId})
          and (${from}::timestamptz is null or received_at >= ${from})
          and (${to}::timestamptz is null or received_at < ${to})
          and (${released}::boolean is null or (released_at is not null) = ${released})
        order by received_at desc, report_id desc
        limit ${countedMax}
      ) as newest
      group by reason order by reason`);
    return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
  }
}

const filtersOf = (query: FindQuarantinedQuery) => {
  const { kind = null, plate, truckId = null, from = null, to = null, released = null } = query;
  return { kind, plate: plate === undefined ? null : normalisePlate(plate), truckId, from, to, released };
};
