import { topics, type Topics, type Visit } from '@watch-tower/contracts';
import { prepared, sql, type Transaction } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { ReadModel } from '@watch-tower/projections';
import { visitsGroup } from '../../consumers/groups.js';
import { writeTellings } from './visit-tellings.js';

type Message = Incoming<Topics['visitEvents']>;
type VisitRow = Visit & { readonly version: number };

/** What a slice of messages, in order, makes of visits: how each stands after it, null where it is taken back. */
export const standingVisits = (messages: readonly Message[]): Map<string, VisitRow | null> => {
  const standing = new Map<string, VisitRow | null>();
  for (const { type, data, version = 0 } of messages) {
    switch (type) {
      case 'watchtower.visit.started.v1':
      case 'watchtower.visit.confirmed.v1':
      case 'watchtower.visit.ended.v1':
      case 'watchtower.visit.corrected.v1':
        standing.set(data.visit.id, { ...data.visit, version });
        break;
      case 'watchtower.visit.withdrawn.v1':
        standing.set(data.visitId, null);
        break;
      default:
        return type satisfies never;
    }
  }
  return standing;
};

const write = (tx: Transaction, rows: readonly VisitRow[]): void => {
  if (rows.length === 0) return;
  tx.write(
    prepared(
      'visits_write',
      sql`
        insert into visits (id, truck_id, location_id, version, status, started_at, last_inside_at, ended_at,
          left_before, longest_gap_seconds, unobserved_seconds, evidence)
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as visit (
          id uuid, "truckId" uuid, "locationId" uuid, version int, status text, "startedAt" timestamptz,
          "lastInsideAt" timestamptz, "endedAt" timestamptz, "leftBefore" timestamptz,
          "longestGapSeconds" float8, "unobservedSeconds" float8, evidence jsonb)
        on conflict (id) do update
        set truck_id = excluded.truck_id, location_id = excluded.location_id, version = excluded.version,
          status = excluded.status, started_at = excluded.started_at, last_inside_at = excluded.last_inside_at,
          ended_at = excluded.ended_at, left_before = excluded.left_before,
          longest_gap_seconds = excluded.longest_gap_seconds, unobserved_seconds = excluded.unobserved_seconds,
          evidence = excluded.evidence
        where visits.version < excluded.version`,
    ),
  );
};

const remove = (tx: Transaction, ids: readonly string[]): void => {
  if (ids.length === 0) return;
  tx.write(prepared('visits_remove', sql`delete from visits where id = any(${ids}::uuid[])`));
};

export const visitsProjection: ReadModel<Topics['visitEvents']> = {
  name: 'visits',
  group: visitsGroup,
  topic: topics.visitEvents,
  tables: ['visits', 'visit_tellings'],
  apply: (tx, messages) => {
    const standing = standingVisits(messages);
    write(
      tx,
      [...standing.values()].filter((row) => row !== null),
    );
    remove(
      tx,
      [...standing].filter(([, row]) => row === null).map(([id]) => id),
    );
    writeTellings(tx, messages);
  },
};
