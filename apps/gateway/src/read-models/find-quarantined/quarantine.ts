import type { ReportQuarantined, Topics } from '@watch-tower/contracts';
import { prepared, sql, withoutNul, type Queryable } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';

type Message = Incoming<Topics['quarantineEvents']>;

/** What a slice says of a report, the newest word of each kind. */
type Told = { quarantined?: ReportQuarantined & { toldAt: string }; releasedAt?: string };

/**
 * Takes what fleet tells of reports that were set apart, once or often: the newest word about a report stands, and
 * what was released stays so. Reports older than the gateway keeps come and are forgotten again.
 */
export const keepQuarantine = async (tx: Queryable, messages: readonly Message[]): Promise<void> => {
  const told = new Map<string, Told>();
  for (const { type, data, time } of messages) {
    const known = told.get(data.reportId) ?? {};
    told.set(data.reportId, known);
    switch (type) {
      case 'watchtower.report.quarantined.v1':
        if (known.quarantined === undefined || known.quarantined.toldAt <= time)
          known.quarantined = { ...data, toldAt: time };
        break;
      case 'watchtower.report.released.v1':
        known.releasedAt = time;
        break;
      default:
        return type satisfies never;
    }
  }
  await write(
    tx,
    [...told.values()].flatMap(({ quarantined }) => (quarantined === undefined ? [] : [quarantined])),
  );
  await release(
    tx,
    [...told].flatMap(([id, { releasedAt }]) => (releasedAt === undefined ? [] : [{ id, releasedAt }])),
  );
};

const text = (value: string | null): string | null => (value === null ? null : withoutNul(value));

const write = async (
  tx: Queryable,
  reports: readonly (ReportQuarantined & { toldAt: string })[],
): Promise<void> => {
  if (reports.length === 0) return;
  const rows = reports.map(({ report: _, ...row }) => ({
    ...row,
    reason: withoutNul(row.reason),
    detail: text(row.detail),
    plate: text(row.plate),
    imei: text(row.imei),
  }));
  // Beside the rows, not in them: jsonb takes no U+0000, which a report may well hold.
  const contents = reports.map(({ report }) => JSON.stringify(report) ?? 'null');
  await tx.query(
    prepared(
      'quarantined_reports_write',
      sql`
        insert into quarantined_reports as known
          (report_id, told_at, reason, detail, plate, imei, truck_id, device_time, received_at, channel, report)
        select report_id, told_at, reason, detail, plate, imei, truck_id, device_time, received_at, channel,
          content::json
        from rows from (
          jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (
            "reportId" uuid, "toldAt" timestamptz, reason text, detail text, plate text, imei text,
            "truckId" uuid, "deviceTime" timestamptz, "receivedAt" timestamptz, channel text),
          unnest(${contents}::text[])
        ) as row (report_id, told_at, reason, detail, plate, imei, truck_id, device_time, received_at, channel,
          content)
        on conflict (report_id) do update
        set told_at = excluded.told_at, reason = excluded.reason, detail = excluded.detail,
          truck_id = excluded.truck_id, device_time = excluded.device_time
        where known.told_at < excluded.told_at`,
    ),
  );
};

const release = async (
  tx: Queryable,
  released: readonly { readonly id: string; readonly releasedAt: string }[],
): Promise<void> => {
  if (released.length === 0) return;
  const ids = released.map(({ id }) => id);
  const times = released.map(({ releasedAt }) => releasedAt);
  await tx.query(
    prepared(
      'quarantined_reports_release',
      sql`
        update quarantined_reports as known set released_at = told.at
        from unnest(${ids}::uuid[], ${times}::timestamptz[]) as told (id, at)
        where known.report_id = told.id and known.released_at is null`,
    ),
  );
};

/** Forgets reports older than these days, a slice at a time. @returns how many there were in this slice. */
export const forgetQuarantined = async (
  database: Queryable,
  keptDays: number,
  countMax: number,
): Promise<number> => {
  const forgotten = await database.query(sql`
    delete from quarantined_reports where report_id in (
      select report_id from quarantined_reports
      where received_at < now() - ${keptDays}::int * interval '1 day' limit ${countMax}
    ) returning 1`);
  return forgotten.length;
};
