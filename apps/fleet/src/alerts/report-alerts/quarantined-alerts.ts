import { sql, withoutNul, type Queryable } from '@watch-tower/database';
import type { ReportOrigin } from '../../positions/quarantine/to-quarantine-records.js';
import type { AlertMessage } from './reported-alert-message.js';

/** A report of an alert that is no alert of a truck of ours, and why. */
export type AlertSetApart = {
  readonly reason: 'unreadable' | 'unknown_vehicle' | 'other_vehicle';
  /** Names the field at fault. */
  readonly detail?: string;
  readonly loconavVehicleId?: string | null;
  readonly source: AlertMessage;
};

/**
 * Keeps reports apart, each once however often it is delivered.
 * @returns those that were not there before, or not for this reason.
 */
export const setAlertsApart = async (
  tx: Queryable,
  reports: readonly AlertSetApart[],
): Promise<AlertSetApart[]> => {
  if (reports.length === 0) return [];
  const rows = reports.map(({ reason, detail, loconavVehicleId, source }) => ({
    message_id: source.messageId,
    correlation_id: withoutNul(source.correlationId),
    reason,
    detail: detail ?? null,
    provider: source.provider,
    channel: source.channel,
    plate: withoutNul(source.plate),
    imei: withoutNul(source.imei),
    loconav_vehicle_id: withoutNul(loconavVehicleId ?? null),
    received_at: source.receivedAt,
  }));
  // Beside the rows, not in them: jsonb takes no U+0000, which a report may well hold.
  const contents = reports.map(({ source }) => JSON.stringify(source.report) ?? 'null');
  const written = await tx.query<{ messageId: string }>(sql`
    insert into quarantined_alerts as known
      (message_id, correlation_id, reason, detail, provider, channel, plate, imei, loconav_vehicle_id, report,
       received_at)
    select distinct on (message_id) message_id, correlation_id, reason, detail, provider, channel, plate, imei,
      loconav_vehicle_id, content::json, received_at
    from rows from (
      jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (
        message_id uuid, correlation_id text, reason text, detail text, provider text, channel text,
        plate text, imei text, loconav_vehicle_id text, received_at timestamptz),
      unnest(${contents}::text[])
    ) with ordinality as report (message_id, correlation_id, reason, detail, provider, channel, plate, imei,
      loconav_vehicle_id, received_at, content, nth)
    order by message_id, nth
    on conflict (message_id) do update set reason = excluded.reason, detail = excluded.detail
      where known.reason = 'unknown_vehicle' and excluded.reason <> 'unknown_vehicle'
        and known.released_at is null
    returning message_id as "messageId"`);
  const ids = new Set(written.map(({ messageId }) => messageId));
  // The first of each, as in the statement, however often it is in the slice.
  return reports.filter(({ source }) => ids.delete(source.messageId));
};

/** Reports whose vehicles were unknown and no longer are, the oldest first. */
export const alertsOfKnownVehicles = (database: Queryable, countMax: number): Promise<AlertMessage[]> =>
  database.query<AlertMessage>(sql`
    select message_id as "messageId", correlation_id as "correlationId", provider, channel, plate, imei, report,
      received_at as "receivedAt"
    from quarantined_alerts as waiting
    where reason = 'unknown_vehicle' and released_at is null and exists (
      select from truck_identities as identity
      where (identity.kind in ('plate', 'display_number') and identity.value = waiting.plate)
        or (identity.kind = 'imei' and identity.value = waiting.imei)
        or (identity.kind = 'loconav_vehicle' and identity.value = waiting.loconav_vehicle_id))
    order by created_at
    limit ${countMax}`);

/** Marks reports that waited as unknown as taken up. @returns those that were marked. */
export const markAlertsReleased = (tx: Queryable, messageIds: readonly string[]): Promise<ReportOrigin[]> =>
  tx.query<ReportOrigin>(sql`
    update quarantined_alerts set released_at = now()
    where message_id = any(${messageIds}::uuid[]) and reason = 'unknown_vehicle' and released_at is null
    returning message_id as "messageId", correlation_id as "correlationId", plate, imei`);
