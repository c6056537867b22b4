import type { PoolClient } from 'pg';
import { withCode } from './connection.js';
import { asConfig, prepared, sql, type Queryable, type Sql } from './sql.js';

/** A transaction under way on a connection of its own; made by `Database.transaction`. */
export class Transaction implements Queryable {
  private untouched = true;
  private ended = false;

  constructor(
    private readonly client: PoolClient,
    private readonly callbacks: (() => void)[],
  ) {}

  /** Statements given without waiting for each other share a round trip and are carried out in their order. */
  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    // Part of the work may go on after another part has failed: it must not write on a connection that is others' now.
    if (this.ended) throw new Error('The transaction has ended');
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
    await this.query(
      prepared(
        'lock_subjects',
        sql`
          select pg_advisory_xact_lock(key)
          from (
            select distinct hashtextextended(id, 0) as key from unnest(${ids}::text[]) as id order by key
          ) as keys`,
      ),
    );
  }

  /** Nothing is taken any more. */
  end(): void {
    this.ended = true;
  }

  /** Runs once the transaction is committed, never when it is not. Must not throw. */
  afterCommit(callback: () => void): void {
    this.callbacks.push(callback);
  }
}
