import type { Topics, Visit } from '@watch-tower/contracts';
import { prepared, sql, type Transaction } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';

type Message = Incoming<Topics['visitEvents']>;

/** How a visit stood from one message about it to the next. */
type VisitTelling = Pick<Visit, 'truckId' | 'locationId' | 'status' | 'startedAt' | 'endedAt'> & {
  readonly visitId: string;
  readonly version: number;
  readonly toldAt: string;
  /** When it was told otherwise, or taken back; null while it stands. */
  readonly supersededAt: string | null;
};

/** What a slice of messages, in order, tells of visits, and since when what had been told of them stands no more. */
export const tellingsOf = (
  messages: readonly Message[],
): { tellings: VisitTelling[]; superseded: Map<string, string> } => {
  const tellings: VisitTelling[] = [];
  const newest = new Map<string, number>();
  const superseded = new Map<string, string>();
  for (const { type, data, time, version = 0 } of messages) {
    const visitId = type === 'watchtower.visit.withdrawn.v1' ? data.visitId : data.visit.id;
    const nth = newest.get(visitId);
    const before = nth === undefined ? undefined : tellings[nth];
    if (nth !== undefined && before !== undefined) tellings[nth] = { ...before, supersededAt: time };
    else if (!superseded.has(visitId)) superseded.set(visitId, time);
    newest.delete(visitId);
    if (type === 'watchtower.visit.withdrawn.v1') continue;
    const { truckId, locationId, status, startedAt, endedAt } = data.visit;
    const of = { visitId, version, truckId, locationId, status, startedAt, endedAt };
    newest.set(visitId, tellings.push({ ...of, toldAt: time, supersededAt: null }) - 1);
  }
  return { tellings, superseded };
};

/** Keeps what was told beside what stands, so that the past can be told as it was believed. */
export const writeTellings = (tx: Transaction, messages: readonly Message[]): void => {
  const { tellings, superseded } = tellingsOf(messages);
  tx.write(
    prepared(
      'visit_tellings_supersede',
      sql`
        update visit_tellings as before set superseded_at = told.at
        from unnest(${[...superseded.keys()]}::uuid[], ${[...superseded.values()]}::timestamptz[])
          as told (visit_id, at)
        where before.visit_id = told.visit_id and before.superseded_at is null`,
    ),
  );
  tx.write(
    prepared(
      'visit_tellings_write',
      sql`
        insert into visit_tellings (visit_id, version, truck_id, location_id, status, started_at, ended_at,
          told_at, superseded_at)
        select * from jsonb_to_recordset(${JSON.stringify(tellings)}::jsonb) as telling (
          "visitId" uuid, version int, "truckId" uuid, "locationId" uuid, status text, "startedAt" timestamptz,
          "endedAt" timestamptz, "toldAt" timestamptz, "supersededAt" timestamptz)`,
    ),
  );
};
