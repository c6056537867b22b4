import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { withCode } from './connection.js';
import { asConfig, prepared, sql, type Queryable, type Sql } from './sql.js';

/** A transaction under way on a connection of its own; made by `Database.transaction`. */
export class Transaction implements Queryable {
  private untouched = true;
  private ended = false;
  private readonly waiting: Sql[] = [];

  constructor(
    private readonly client: PoolClient,
    private readonly callbacks: (() => void)[],
  ) {}

  /** Statements given without waiting for each other share a round trip and are carried out in their order. */
  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    this.touch();
    return (await this.carryOut<Row>(asConfig(statement))).rows;
  }

  /**
   * Takes a statement of which nobody wants an answer: it is carried out with the next query, which sees it, else
   * with the COMMIT, in one round trip. So the transaction's id, which holds up every relay of the cluster, is held
   * while the server writes and not while we think. Its error is that of the query or of the COMMIT.
   */
  write(statement: Sql): void {
    this.touch();
    this.waiting.push(statement);
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

  /** Carries out what waits, and COMMIT. @returns what the server made of it: COMMIT, or ROLLBACK. */
  async commit(): Promise<string> {
    this.end();
    return (await this.carryOut('commit')).command;
  }

  /** Nothing is taken any more. */
  end(): void {
    this.ended = true;
  }

  /** Runs once the transaction is committed, never when it is not. Must not throw. */
  afterCommit(callback: () => void): void {
    this.callbacks.push(callback);
  }

  /** Part of the work may go on after another part has failed: it must not write on a connection that is others' now. */
  private touch(): void {
    if (this.ended) throw new Error('The transaction has ended');
    this.untouched = false;
  }

  private async carryOut<Row extends object>(last: QueryConfig | string): Promise<QueryResult<Row>> {
    const written = this.waiting.splice(0).map((statement) => this.client.query(asConfig(statement)));
    try {
      // What fails first rejects first: the others then fail because of it.
      const [result] = await Promise.all([this.client.query<Row>(last), ...written]);
      return result;
    } catch (error) {
      throw withCode(error);
    }
  }
}
