import { topics, type DataOf, type ReportQuarantined, type Topics } from '@watch-tower/contracts';
import { prepared, sql, withoutNul, type Transaction } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { ReadModel } from '@watch-tower/projections';
import { projectionsGroup } from '../../consumers/groups.js';

type Message = Incoming<Topics['quarantineEvents']>;

type Duplicates = DataOf<Topics['quarantineEvents'], 'watchtower.report.duplicates-dropped.v1'> & {
  id: string;
};

/** What a slice says of a report, the newest word of each kind. */
type Told = { quarantined?: ReportQuarantined & { toldAt: string }; releasedAt?: string };

/**
 * What fleet tells of reports that were set apart, once or often: the newest word about a report stands, and what was
 * released stays so. Reports older than the gateway keeps come and are forgotten again.
 */
export const quarantineProjection: ReadModel<Topics['quarantineEvents']> = {
  name: 'quarantine',
  group: projectionsGroup,
  topic: topics.quarantineEvents,
  tables: ['quarantined_reports', 'dropped_duplicates'],
  apply: (tx, messages) => keep(tx, messages),
};

const keep = (tx: Transaction, messages: readonly Message[]): void => {
  const told = new Map<string, Told>();
  const about = (reportId: string): Told => {
    const known = told.get(reportId) ?? {};
    told.set(reportId, known);
    return known;
  };
  const duplicates: Duplicates[] = [];
  for (const { id, type, data, time } of messages) {
    switch (type) {
      case 'watchtower.report.quarantined.v1': {
        const known = about(data.reportId);
        if (known.quarantined === undefined || known.quarantined.toldAt <= time)
          known.quarantined = { ...data, toldAt: time };
        break;
      }
      case 'watchtower.report.released.v1':
        about(data.reportId).releasedAt = time;
        break;
      case 'watchtower.report.duplicates-dropped.v1':
        duplicates.push({ id, ...data });
        break;
      default:
        return type satisfies never;
    }
  }
  count(tx, duplicates);
  write(
    tx,
    [...told.values()].flatMap(({ quarantined }) => (quarantined === undefined ? [] : [quarantined])),
  );
  release(
    tx,
    [...told].flatMap(([id, { releasedAt }]) => (releasedAt === undefined ? [] : [{ id, releasedAt }])),
  );
};

const count = (tx: Transaction, duplicates: readonly Duplicates[]): void => {
  if (duplicates.length === 0) return;
  tx.write(
    prepared(
      'dropped_duplicates_write',
      sql`
        insert into dropped_duplicates (message_id, truck_id, dropped_at, count)
        select * from unnest(
          ${duplicates.map(({ id }) => id)}::uuid[], ${duplicates.map(({ truckId }) => truckId)}::uuid[],
          ${duplicates.map(({ droppedAt }) => droppedAt)}::timestamptz[],
          ${duplicates.map((one) => one.count)}::int[])
        on conflict (message_id) do nothing`,
    ),
  );
};

const write = (tx: Transaction, reports: readonly (ReportQuarantined & { toldAt: string })[]): void => {
  if (reports.length === 0) return;
  const rows = reports.map(({ report: _, ...row }) => ({
    ...row,
    reason: withoutNul(row.reason),
    detail: withoutNul(row.detail),
    plate: withoutNul(row.plate),
    imei: withoutNul(row.imei),
  }));
  // Beside the rows, not in them: jsonb takes no U+0000, which a report may well hold.
  const contents = reports.map(({ report }) => JSON.stringify(report) ?? 'null');
  tx.write(
    prepared(
      'quarantined_reports_write',
      sql`
        insert into quarantined_reports as known
          (report_id, kind, told_at, reason, detail, plate, imei, truck_id, device_time, received_at, channel, report)
        select report_id, kind, told_at, reason, detail, plate, imei, truck_id, device_time, received_at, channel,
          content::json
        from rows from (
          jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (
            "reportId" uuid, kind text, "toldAt" timestamptz, reason text, detail text, plate text, imei text,
            "truckId" uuid, "deviceTime" timestamptz, "receivedAt" timestamptz, channel text),
          unnest(${contents}::text[])
        ) as row (report_id, kind, told_at, reason, detail, plate, imei, truck_id, device_time, received_at, channel,
          content)
        on conflict (report_id) do update
        set told_at = excluded.told_at, reason = excluded.reason, detail = excluded.detail,
          truck_id = excluded.truck_id, device_time = excluded.device_time
        where known.told_at < excluded.told_at`,
    ),
  );
};

const release = (
  tx: Transaction,
  released: readonly { readonly id: string; readonly releasedAt: string }[],
): void => {
  if (released.length === 0) return;
  const ids = released.map(({ id }) => id);
  const times = released.map(({ releasedAt }) => releasedAt);
  tx.write(
    prepared(
      'quarantined_reports_release',
      sql`
        update quarantined_reports as known set released_at = told.at
        from unnest(${ids}::uuid[], ${times}::timestamptz[]) as told (id, at)
        where known.report_id = told.id and known.released_at is null`,
    ),
  );
};
