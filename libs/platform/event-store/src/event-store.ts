import { prepared, sql, type Database, type Queryable } from '@watch-tower/database';
import type { OutgoingRecord } from '@watch-tower/messaging';
import type { Wakeable } from './outbox.js';

/** Something that only one stream may hold at a time, e.g. `{ kind: 'truck_under_way', key: truckId }`. */
export type Reservation = { readonly kind: string; readonly key: string };

export type StoredEvent = {
  readonly type: string;
  readonly data: unknown;
  /** Contiguous in its stream, from 1. */
  readonly version: number;
  readonly recordedAt: Date;
};

export type NewEvent = { readonly type: string; readonly data: unknown };

export type Append = {
  readonly streamId: string;
  /** The version that was read and decided on; 0 for a stream that must not exist yet. */
  readonly expectedVersion: number;
  /** None where the command was refused or changes nothing: its outcome is recorded all the same. */
  readonly events: readonly NewEvent[];
  /** What is told to others, the outcome included, in this order. */
  readonly records: readonly OutgoingRecord[];
  readonly claims: readonly Reservation[];
  /** Only what the stream itself holds is released. */
  readonly releases: readonly Reservation[];
  readonly command?: {
    readonly id: string;
    readonly bodyHash: string;
    /** Published again, as it is, whenever the same command is asked for again. */
    readonly outcome: OutgoingRecord;
  };
};

/** Everything but `appended` and `duplicate` has changed nothing. */
export type AppendResult =
  | { readonly status: 'appended'; readonly version: number }
  /** The stream is at another version: read again, decide again. */
  | { readonly status: 'conflict'; readonly version: number }
  /** The command was decided before; its outcome is on its way again. */
  | { readonly status: 'duplicate' }
  /** The command's id was used before with another body. */
  | { readonly status: 'key_reused' }
  | { readonly status: 'reserved'; readonly reservation: Reservation; readonly holder: string };

/** How long a command's id answers with its first outcome. */
const commandsKeptDays = 35;
const sliceRows = 1_000;

/** Streams of events in PostgreSQL; what an append tells others goes through the outbox with it. */
export class EventStore {
  constructor(
    private readonly database: Database,
    private readonly relay: Wakeable,
  ) {}

  /** A stream from its beginning; version 0 and no events where there is none. */
  async read(streamId: string): Promise<{ version: number; events: StoredEvent[] }> {
    const events = await this.database.query<StoredEvent>(
      prepared(
        'event_store_read',
        sql`
          select type, data, version, recorded_at as "recordedAt"
          from events where stream_id = ${streamId} order by version`,
      ),
    );
    return { version: events.at(-1)?.version ?? 0, events };
  }

  /**
   * One transaction, one round trip: all of it or nothing. Appends to one stream, under one command id or for
   * one reservation wait for each other.
   * @throws DatabaseError 22P05 when an event's data holds the character U+0000, which jsonb cannot.
   */
  async append(append: Append): Promise<AppendResult> {
    const result = await this.appendIn(this.database, append);
    if (result.status === 'appended' || result.status === 'duplicate') this.relay.wake();
    return result;
  }

  /** As part of a transaction of the caller, who holds the stream's lock already and wakes the relay after it. */
  async appendIn(tx: Queryable, append: Append): Promise<AppendResult> {
    const [row] = await tx.query<{ result: AppendResult }>(
      prepared(
        'event_store_append',
        sql`select append_to_stream(${JSON.stringify(append)}::jsonb) as result`,
      ),
    );
    if (row === undefined) throw new Error('append_to_stream gave no answer');
    return row.result;
  }

  /** Forgets commands older than 35 days, in slices. For the schedule. @returns how many. */
  async forgetOldCommands(): Promise<number> {
    let forgotten = 0;
    let slice: object[];
    do {
      slice = await this.database.query(sql`
        delete from commands where id in (
          select id from commands
          where created_at < now() - ${commandsKeptDays}::int * interval '1 day' limit ${sliceRows}
        ) returning 1`);
      forgotten += slice.length;
    } while (slice.length === sliceRows);
    return forgotten;
  }
}
