import { topics, uuid, type Topics } from '@watch-tower/contracts';
import {
  joinTexts,
  plainArray,
  prepared,
  sql,
  type Queryable,
  type Transaction,
} from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { ReadModel } from '@watch-tower/projections';
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

const writeRows = (tx: Transaction, rows: readonly TripRow[]): void => {
  tx.write(
    prepared(
      'trips_write',
      sql`
        insert into trips (id, state)
        select * from unnest(
          ${plainArray(rows.map(({ id }) => id))}::uuid[],
          string_to_array(${joinTexts(rows.map((row) => JSON.stringify(row)))}, chr(30))::jsonb[])
        on conflict (id) do update set state = excluded.state, changed_in = excluded.changed_in
        where trips.version < excluded.version`,
    ),
  );
};

const writeEvents = (tx: Transaction, events: readonly StoredEvent[]): void => {
  tx.write(
    prepared(
      'trip_events_write',
      sql`
        insert into trip_events (trip_id, version, type, at, recorded_at, data, about, detail)
        select * from unnest(
          ${plainArray(events.map(({ tripId }) => tripId))}::uuid[],
          ${plainArray(events.map(({ version }) => version))}::int[],
          ${plainArray(events.map(({ type }) => type))}::text[],
          ${plainArray(events.map(({ at }) => at))}::timestamptz[],
          ${plainArray(events.map(({ recordedAt }) => recordedAt))}::timestamptz[],
          string_to_array(${joinTexts(events.map(({ data }) => JSON.stringify(data)))}, chr(30))::jsonb[],
          ${plainArray(events.map(({ about }) => about))}::uuid[],
          ${events.map(({ detail }) => detail)}::text[])
        on conflict (trip_id, version) do nothing`,
    ),
  );
};

/** Rows and events of trips: one transaction, so that a trip's details never show two versions at once. */
export const tripsProjection: ReadModel<Topics['tripEvents']> = {
  name: 'trips',
  group: tripsGroup,
  topic: topics.tripEvents,
  tables: ['trips', 'trip_events'],
  apply: async (tx, messages: readonly Message[]) => {
    const rows = await readRows(tx, [...new Set(messages.map(({ data }) => data.tripId))]);
    for (const message of messages) {
      const { tripId } = message.data;
      rows.set(tripId, evolve(rows.get(tripId), message, message.version ?? 0));
    }
    writeRows(tx, [...rows.values()]);
    writeEvents(
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
