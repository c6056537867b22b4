import { topics, type Topics } from '@watch-tower/contracts';
import { prepared, sql, type Transaction } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { ReadModel } from '@watch-tower/projections';
import { markChanged, markDifferent } from './own-alert-states.js';

type Message = Incoming<Topics['visitEvents']>;
type VisitCopy = {
  readonly visitId: string;
  readonly truckId: string;
  readonly fromAt: string;
  readonly toAt: string | null;
  readonly isWithdrawn: boolean;
};

const copyOf = ({ type, data }: Message): VisitCopy => {
  if (type === 'watchtower.visit.withdrawn.v1') {
    const { visitId, truckId, startedAt } = data;
    return { visitId, truckId, fromAt: startedAt, toAt: null, isWithdrawn: true };
  }
  const { id, truckId, startedAt, endedAt } = data.visit;
  return { visitId: id, truckId, fromAt: startedAt, toAt: endedAt, isWithdrawn: false };
};

/** Visits as they stood before, so that what a correction takes away is looked at again too. */
const write = async (
  tx: Transaction,
  visits: readonly VisitCopy[],
): Promise<{ truckId: string; from: string }[]> => {
  const rows = JSON.stringify(visits);
  const before = await tx.query<{ truckId: string; from: string }>(
    prepared(
      'visit_copies_before',
      sql`
        select truck_id as "truckId", from_at as "from"
        from visit_copies where visit_id = any(${visits.map(({ visitId }) => visitId)}::uuid[])`,
    ),
  );
  tx.write(
    prepared(
      'visit_copies_write',
      sql`
        with visit as (
          select * from jsonb_to_recordset(${rows}::jsonb) as visit (
            "visitId" uuid, "truckId" uuid, "fromAt" timestamptz, "toAt" timestamptz, "isWithdrawn" boolean)
        ), withdrawn as (
          delete from visit_copies using visit where visit_id = "visitId" and "isWithdrawn"
        )
        insert into visit_copies (visit_id, truck_id, from_at, to_at)
        select "visitId", "truckId", "fromAt", "toAt" from visit where not "isWithdrawn" order by 1
        on conflict (visit_id) do update set
          truck_id = excluded.truck_id, from_at = excluded.from_at, to_at = excluded.to_at`,
    ),
  );
  return before;
};

/** Keeps what the messages say. @returns which trucks that concerns, from when on. */
const keep = async (
  tx: Transaction,
  messages: readonly Message[],
): Promise<{ truckId: string; from: string }[]> => {
  const newest = new Map(messages.map(copyOf).map((visit) => [visit.visitId, visit]));
  const visits = [...newest.values()];
  const before = await write(tx, visits);
  return [...before, ...visits.map(({ truckId, fromAt }) => ({ truckId, from: fromAt }))];
};

const group = 'fleet.visit-copies';

/** When which truck was at some place; whoever it concerns is looked at again from then on. */
export const visitCopies: ReadModel<Topics['visitEvents']> & { readonly group: typeof group } = {
  name: 'visit-copies',
  topic: topics.visitEvents,
  tables: ['visit_copies'],
  group,
  apply: async (tx, messages) => markChanged(tx, await keep(tx, messages)),
  anew: { apply: keep, exchanged: (tx, replaced) => markDifferent(tx, 'visit_copies', replaced) },
};
