import { newId } from '@watch-tower/messaging';
import { prepared, type Database } from '@watch-tower/database';
import { Client } from 'pg';
import { withSchema } from './schema.js';

/** Where the creation of a trip leaves its rows; `of` finds those of a trip ($1) and of its command ($2). */
const tables = [
  { table: 'gateway.operations', of: 'id::text = $2' },
  { table: 'gateway.command_inbox', of: 'key = $1' },
  { table: 'trip.events', of: 'stream_id = $1' },
  { table: 'trip.commands', of: 'id = $2' },
  { table: 'trip.reservations', of: 'stream_id = $1' },
  { table: 'trip.outbox', of: 'key in ($1, $2)' },
  { table: 'trip.followed_trips', of: 'trip_id::text = $1' },
  { table: 'gateway.trips', of: 'id::text = $1' },
  { table: 'gateway.trip_events', of: 'trip_id::text = $1' },
  { table: 'gateway.projection_subjects', of: 'subject = $1' },
] as const;

const copyOf = (table: string): string => table.replace('.', '_');

type Options = { readonly tripId: string; readonly vpcId: string; readonly clients: number };
type TripRows = {
  readonly database: Database;
  /** The rows of one more trip, in one transaction. */
  readonly insert: () => Promise<void>;
};

/** The rows that a trip has left all over the system, to be inserted again under other ids, in tables alike. */
export const withTripRows = async <Result>(
  url: string,
  { tripId, vpcId, clients }: Options,
  work: (rows: TripRows) => Promise<Result>,
): Promise<Result> => {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  const command = await owner.query<{ id: string }>(
    'select id from gateway.operations where subject_id = $1 order by created_at limit 1',
    [tripId],
  );
  const commandId = command.rows[0]?.id ?? '';
  const sample: Record<string, unknown[]> = {};
  const inserts: string[] = [];
  for (const { table, of } of tables) {
    const copy = copyOf(table);
    const found = await owner.query<{ row: unknown }>(
      // Both are named, so that each statement has both parameters.
      `select to_jsonb(one) as row from ${table} as one where (${of}) and $1 || $2 <> ''`,
      [tripId, commandId],
    );
    if (found.rows.length === 0) throw new Error(`the creation of a trip left no row in ${table}`);
    sample[copy] = found.rows.map(({ row }) => row);
    const columns = await owner.query<{ names: string }>(
      `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and attgenerated = '' and attidentity = '' and not attisdropped`,
      [table],
    );
    const names = columns.rows[0]?.names ?? '';
    inserts.push(
      `${copy}_rows as (insert into ${copy} (${names})
        select ${names} from jsonb_populate_recordset(null::${copy}, $1::jsonb->'${copy}'))`,
    );
  }
  await owner.end();
  const text = `with ${inserts.join(', ')} select 1`;
  const template = JSON.stringify(sample);
  const ddl = tables.map(({ table }) => `create table ${copyOf(table)} (like ${table} including all)`);
  return withSchema(url, { ddl, poolSizeMax: clients }, (database) => {
    const insert = async (): Promise<void> => {
      const [trip, order] = [newId(), newId()];
      const rows = template.replaceAll(tripId, trip).replaceAll(commandId, order).replaceAll(vpcId, trip);
      await database.query(prepared('trip_rows', { text, values: [rows] }));
    };
    return work({ database, insert });
  });
};
