import { sql, withoutNul, type Queryable } from '@watch-tower/database';
import type { Fix, QuarantineReason } from '@watch-tower/fleet-domain';
import type { ReportedPosition } from '../reported-position.js';
import type { ReportOrigin } from './to-quarantine-records.js';

/** A report that does not count, and why. */
export type SetApart = {
  readonly reason: QuarantineReason;
  /** Names the field at fault. */
  readonly detail?: string;
  readonly source: ReportedPosition;
  /** Where and when it claims the truck was, as far as that could be read. */
  readonly fix?: Fix & { readonly truckId: string | null };
};

/**
 * Keeps reports apart, each once however often it is delivered. Who waited as unknown, and now is known and
 * judged, gets the reason of the judgement.
 * @returns those that were not there before, or not for this reason.
 */
export const setApart = async (tx: Queryable, reports: readonly SetApart[]): Promise<SetApart[]> => {
  if (reports.length === 0) return [];
  const rows = reports.map(({ reason, detail, source, fix }) => ({
    message_id: source.messageId,
    correlation_id: withoutNul(source.correlationId),
    reason,
    detail: detail ?? null,
    provider: source.provider,
    channel: source.channel,
    plate: withoutNul(source.plate),
    imei: withoutNul(source.imei),
    received_at: source.receivedAt,
    truck_id: fix?.truckId ?? null,
    device_time: fix === undefined ? null : new Date(fix.deviceTimeMs),
    latitude: fix?.latitude ?? null,
    longitude: fix?.longitude ?? null,
  }));
  // Beside the rows, not in them: jsonb takes no U+0000, which a report may well hold.
  const contents = reports.map(({ source }) => JSON.stringify(source.report) ?? 'null');
  const written = await tx.query<{ messageId: string }>(sql`
    insert into quarantined_positions as known
      (message_id, correlation_id, reason, detail, provider, channel, plate, imei, report, received_at,
       truck_id, device_time, latitude, longitude)
    select distinct on (message_id)
      message_id, correlation_id, reason, detail, provider, channel, plate, imei, content::json, received_at,
      truck_id, device_time, latitude, longitude
    from rows from (
      jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (
        message_id uuid, correlation_id text, reason text, detail text, provider text, channel text,
        plate text, imei text, received_at timestamptz,
        truck_id uuid, device_time timestamptz, latitude float8, longitude float8),
      unnest(${contents}::text[])
    ) with ordinality as report (message_id, correlation_id, reason, detail, provider, channel, plate, imei,
      received_at, truck_id, device_time, latitude, longitude, content, nth)
    order by message_id, nth
    on conflict (message_id) do update
      set reason = excluded.reason, detail = excluded.detail, truck_id = excluded.truck_id,
        device_time = excluded.device_time, latitude = excluded.latitude, longitude = excluded.longitude
      where known.reason = 'unknown_vehicle' and excluded.reason <> 'unknown_vehicle'
        and known.released_at is null
    returning message_id as "messageId"`);
  const ids = new Set(written.map(({ messageId }) => messageId));
  // The first of each, as in the statement, however often it is in the slice.
  return reports.filter(({ source }) => ids.delete(source.messageId));
};

/**
 * Reports of vehicles that were unknown and no longer are, at the time the report is of. Looked for by each
 * known identity, whose reports an index finds: the reports of vehicles that stay unknown may be very many.
 */
export const reportsOfKnownVehicles = (database: Queryable, countMax: number): Promise<ReportedPosition[]> =>
  database.query<ReportedPosition>(sql`
    select message_id as "messageId", correlation_id as "correlationId", provider, channel, plate, imei,
      report, received_at as "receivedAt"
    from quarantined_positions
    where message_id in (
      select waiting.message_id
      from truck_identities as identity
      cross join lateral (
        select message_id from quarantined_positions
        where plate = identity.value and reason = 'unknown_vehicle' and released_at is null
          and device_time >= identity.held_from
          and (identity.held_until is null or device_time < identity.held_until)
        limit ${countMax}) as waiting
      where identity.kind in ('plate', 'display_number')
      union all
      select waiting.message_id
      from truck_identities as identity
      cross join lateral (
        select message_id from quarantined_positions
        where imei = identity.value and reason = 'unknown_vehicle' and released_at is null
          and device_time >= identity.held_from
          and (identity.held_until is null or device_time < identity.held_until)
        limit ${countMax}) as waiting
      where identity.kind = 'imei'
      limit ${countMax})`);

/**
 * Marks reports that waited as unknown as taken up. Who was set apart for another reason meanwhile stays.
 * @returns those that were marked.
 */
export const markReleased = (tx: Queryable, messageIds: readonly string[]): Promise<ReportOrigin[]> =>
  tx.query<ReportOrigin>(sql`
    update quarantined_positions set released_at = now()
    where message_id = any(${messageIds}::uuid[]) and reason = 'unknown_vehicle' and released_at is null
    returning message_id as "messageId", correlation_id as "correlationId", plate, imei`);
