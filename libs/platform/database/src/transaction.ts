import type { PoolClient } from 'pg';
import { withCode } from './connection.js';
import { asConfig, sql, type Queryable, type Sql } from './sql.js';

/** A transaction under way on a connection of its own; made by `Database.transaction`. */
export class Transaction implements Queryable {
  private untouched = true;

  constructor(
    private readonly client: PoolClient,
    private readonly callbacks: (() => void)[],
  ) {}

  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    this.untouched = false;
    try {
      return (await this.client.query<Row>(asConfig(statement))).rows;
    } catch (error) {
      throw withCode(error);
    }
  }

  /**
   * Waits until no other transaction holds any of these subjects, and holds them until the end. Sorted, so
   * that two transactions that touch the same subjects in opposite order cannot deadlock; and before all
   * else, since a transaction id given out earlier would put this transaction's facts before those of whoever
   * held the subject meanwhile.
   * @throws Error when the transaction has already run a statement.
   */
  async lockSubjects(ids: readonly string[]): Promise<void> {
    if (!this.untouched) throw new Error('lockSubjects must be the first thing a transaction does');
    await this.query(sql`
      select pg_advisory_xact_lock(key)
      from (
        select distinct hashtextextended(id, 0) as key from unnest(${ids}::text[]) as id order by key
      ) as keys`);
  }

  /** Runs once the transaction is committed, never when it is not. Must not throw. */
  afterCommit(callback: () => void): void {
    this.callbacks.push(callback);
  }
}
