import { topics, uuid, type Topics } from '@watch-tower/contracts';
import { prepared, sql, type Queryable } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { Projection } from '@watch-tower/projections';
import { toStoredEvent, type StoredEvent } from '../get-trip-details/stored-event.js';
import { evolve, type TripRow } from './trip-row.js';
import { tripsGroup } from '../../consumers/groups.js';

type Message = Incoming<Topics['tripEvents']>;

const readRows = async (tx: Queryable, ids: readonly string[]): Promise<Map<string, TripRow>> => {
  const rows = await tx.query<{ state: TripRow }>(
    prepared('trips_read_for_update', sql`select state from trips where id = any(${ids}::uuid[])`),
  );
  return new Map(rows.map(({ state }) => [state.id, state]));
};

const writeRows = async (tx: Queryable, rows: readonly TripRow[]): Promise<void> => {
  await tx.query(
    prepared(
      'trips_write',
      sql`
        insert into trips (id, state)
        select (state->>'id')::uuid, state from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as state
        on conflict (id) do update set state = excluded.state, changed_in = excluded.changed_in
        where trips.version < excluded.version`,
    ),
  );
};

const writeEvents = async (tx: Queryable, events: readonly StoredEvent[]): Promise<void> => {
  await tx.query(
    prepared(
      'trip_events_write',
      sql`
        insert into trip_events (trip_id, version, type, at, recorded_at, data, about, detail)
        select * from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as event (
          "tripId" uuid, version int, type text, at timestamptz, "recordedAt" timestamptz, data jsonb,
          about uuid, detail text)
        on conflict (trip_id, version) do nothing`,
    ),
  );
};

/** Rows and events of trips: one transaction, so that a trip's details never show two versions at once. */
export const tripsProjection: Projection<Topics['tripEvents']> = {
  name: 'trips',
  group: tripsGroup,
  topic: topics.tripEvents,
  apply: async (tx, messages: readonly Message[]) => {
    const rows = await readRows(tx, [...new Set(messages.map(({ data }) => data.tripId))]);
    for (const message of messages) {
      const { tripId } = message.data;
      rows.set(tripId, evolve(rows.get(tripId), message, message.version ?? 0));
    }
    await writeRows(tx, [...rows.values()]);
    await writeEvents(
      tx,
      messages.map((message) => toStoredEvent(message, message.version ?? 0)),
    );
  },
  markStale: async (tx, subjects, stale) => {
    // The key of a record that cannot be read may be anything.
    const tripIds = subjects.filter((subject) => uuid.safeParse(subject).success);
    await tx.query(sql`
      update trips set stale = ${stale}, changed_in = pg_current_xact_id() where id = any(${tripIds}::uuid[])`);
  },
};
