import { entriesWithoutNul, sql, withoutNul, type Database, type Transaction } from '@watch-tower/database';
import type { DeadLetter, DeadLetters } from '@watch-tower/messaging';
import { toStorableRecord } from './dead-letter-record.js';
import type { Outbox } from './outbox.js';

const keptDays = 90;
const sliceRows = 1_000;

/** Dead letters as rows, whole, and through the outbox on the dead-letter topic of their group. */
export class PgDeadLetters implements DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async write(letters: readonly DeadLetter[]): Promise<void> {
    await this.database.transaction((tx) => this.writeIn(tx, letters));
  }

  /** In a transaction of the caller. A letter whose origin is known for its group has no effect. */
  async writeIn(tx: Transaction, letters: readonly DeadLetter[]): Promise<void> {
    if (letters.length === 0) return;
    const rows = letters.map(({ group, received, kind, reason, attempts }) => ({
      consumer_group: group,
      topic: received.topic,
      partition: received.partition,
      offset: String(received.offset),
      key: received.key === null ? null : withoutNul(received.key),
      headers: entriesWithoutNul(received.headers),
      kind,
      reason: withoutNul(reason),
      attempts,
      accepted_at: received.acceptedAt,
    }));
    const values = letters.map(({ received }) => received.value);
    const written = await tx.query<{ origin: string }>(sql`
      insert into dead_letters
        (consumer_group, topic, partition, "offset", key, headers, value, kind, reason, attempts, accepted_at)
      select consumer_group, topic, partition, "offset", key, headers, value, kind, reason, attempts, accepted_at
      from rows from (
        jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (
          consumer_group text, topic text, partition int, "offset" bigint, key text, headers jsonb, kind text,
          reason text, attempts int, accepted_at timestamptz),
        unnest(${values}::bytea[])
      ) as letter (consumer_group, topic, partition, "offset", key, headers, kind, reason, attempts,
        accepted_at, value)
      on conflict (consumer_group, topic, partition, "offset") do nothing
      returning concat_ws(' ', consumer_group, topic, partition, "offset") as origin`);
    const origins = new Set(written.map(({ origin }) => origin));
    const fresh = letters.filter(({ group, received }) =>
      origins.delete([group, received.topic, received.partition, received.offset].join(' ')),
    );
    await this.outbox.enqueue(tx, fresh.map(toStorableRecord));
  }

  /** Forgets rows older than 90 days, in slices. For the schedule. @returns how many. */
  async forgetOld(): Promise<number> {
    let forgotten = 0;
    let slice: object[];
    do {
      slice = await this.database.query(sql`
        delete from dead_letters where (consumer_group, topic, partition, "offset") in (
          select consumer_group, topic, partition, "offset" from dead_letters
          where created_at < now() - ${keptDays}::int * interval '1 day' limit ${sliceRows}
        ) returning 1`);
      forgotten += slice.length;
    } while (slice.length === sliceRows);
    return forgotten;
  }
}
