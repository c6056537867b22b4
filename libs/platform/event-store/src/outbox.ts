import {
  fragment,
  identifier,
  joinedTexts,
  joinTexts,
  prepared,
  sql,
  Transaction,
  type Database,
  type Queryable,
} from '@watch-tower/database';
import type { OutgoingRecord } from '@watch-tower/messaging';
import { maintainRelayed } from './upkeep.js';

/** The relay, as far as its writers know it. */
export type Wakeable = { wake(): void };

/** Where a service puts what it tells others, in the transaction of the fact itself. */
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly relay: Wakeable,
    /** The gateway's is its inbox. */
    private readonly table = 'outbox',
  ) {}

  /**
   * Writes records in one statement, in their order (of a transaction with its commit), and wakes the relay once they
   * are committed. Whose subjects have an order must hold their locks (`tx.lockSubjects`), or two transactions may
   * change places.
   */
  async enqueue(tx: Queryable, records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return;
    const topics = records.map(({ topic }) => topic);
    const keys = records.map(({ key }) => key);
    const headers = records.map((record) => JSON.stringify(record.headers));
    const values = records.map(({ value }) => value);
    // A dead letter may hold any text.
    const joined = joinedTexts(values);
    const [name, texts] =
      joined === null
        ? ['outbox_enqueue_any', fragment`${values}::text[]`]
        : ['outbox_enqueue', fragment`string_to_array(${joined}, chr(30))`];
    const statement = prepared(
      name,
      sql`
        insert into ${identifier(this.table)} (topic, key, headers, value)
        select topic, key, headers::jsonb, value
        from unnest(
          ${topics}::text[], ${keys}::text[],
          string_to_array(${joinTexts(headers)}, chr(30)), ${texts}
        ) with ordinality as record (topic, key, headers, value, nth)
        order by nth`,
    );
    if (tx instanceof Transaction) {
      tx.write(statement);
      tx.afterCommit(() => this.relay.wake());
    } else {
      await tx.query(statement);
      this.relay.wake();
    }
  }

  /**
   * Makes the partitions of the coming days and drops published ones older than `keptDays`. Before the first
   * record is written, and daily by the schedule.
   */
  maintain(options: { keptDays: number }): Promise<{ made: string[]; dropped: string[] }> {
    return maintainRelayed(this.database, this.table, options);
  }
}
