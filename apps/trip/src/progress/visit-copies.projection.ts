import { topics, type Topics, type Visit as PublicVisit } from '@watch-tower/contracts';
import { prepared, sql, type Transaction } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import { differentRows, type ReadModel } from '@watch-tower/projections';
import type { Visit } from '@watch-tower/trip-domain';
import { markTripsOfTrucks } from './followed-trips.js';

type Message = Incoming<Topics['visitEvents']>;

/** What counts of a visit: nothing while it is provisional, and nothing once it is withdrawn. */
const copyOf = ({ type, data }: Message): { visitId: string; truckId: string; visit: Visit | null } => {
  if (type === 'watchtower.visit.withdrawn.v1') {
    return { visitId: data.visitId, truckId: data.truckId, visit: null };
  }
  const { id: visitId, truckId, status } = data.visit;
  return { visitId, truckId, visit: status === 'provisional' ? null : toVisit(data.visit) };
};

const toVisit = ({ id, truckId, locationId, startedAt, endedAt, evidence }: PublicVisit): Visit => ({
  visitId: id,
  truckId,
  locationId,
  startedAt,
  endedAt,
  ...evidence,
});

export const visitsGroup = 'trip.visit-copies';

/** Keeps what the messages say. @returns the trucks whose visits they tell of. */
const keep = (tx: Transaction, messages: readonly Message[]): string[] => {
  const copies = [...new Map(messages.map(copyOf).map((copy) => [copy.visitId, copy])).values()];
  write(
    tx,
    copies.flatMap(({ visit }) => (visit === null ? [] : [visit])),
  );
  forget(
    tx,
    copies.flatMap(({ visitId, visit }) => (visit === null ? [visitId] : [])),
  );
  return [...new Set(copies.map(({ truckId }) => truckId))];
};

/** Confirmed visits as fleet last told of them; the trips of their trucks are looked at again. */
export const visitCopies: ReadModel<Topics['visitEvents']> = {
  name: 'visit-copies',
  topic: topics.visitEvents,
  tables: ['visit_copies'],
  group: visitsGroup,
  apply: (tx, messages) => markTripsOfTrucks(tx, keep(tx, messages)),
  anew: {
    apply: keep,
    exchanged: async (tx, replaced) => {
      const trucks = await tx.query<{ id: string }>(
        sql`select distinct truck_id as id from ${differentRows('visit_copies', replaced)}`,
      );
      markTripsOfTrucks(
        tx,
        trucks.map(({ id }) => id),
      );
    },
  },
};

const write = (tx: Transaction, visits: readonly Visit[]): void => {
  tx.write(
    prepared(
      'visit_copies_write',
      sql`
        insert into visit_copies (visit_id, truck_id, started_at, ended_at, visit)
        select (visit->>'visitId')::uuid, (visit->>'truckId')::uuid, (visit->>'startedAt')::timestamptz,
          (visit->>'endedAt')::timestamptz, visit
        from jsonb_array_elements(${JSON.stringify(visits)}::jsonb) as visit order by 1
        on conflict (visit_id) do update set truck_id = excluded.truck_id, started_at = excluded.started_at,
          ended_at = excluded.ended_at, visit = excluded.visit`,
    ),
  );
};

const forget = (tx: Transaction, visitIds: readonly string[]): void => {
  tx.write(
    prepared('visit_copies_forget', sql`delete from visit_copies where visit_id = any(${visitIds}::uuid[])`),
  );
};
