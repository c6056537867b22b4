import { severityOf } from '@watch-tower/errors';
import { DatabaseError, Pool, type PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { clientConfig, leavesConnectionUsable, withCode, type ConnectionOptions } from './connection.js';
import { Session, type SessionOptions } from './session.js';
import { asConfig, sql, type Queryable, type Sql } from './sql.js';
import { Transaction } from './transaction.js';

export type DatabaseOptions = ConnectionOptions & {
  readonly poolSizeMax: number;
  /** Hears of connections that broke while nobody used them, and of a server that is away at the start. */
  readonly onError?: (error: Error) => void;
};

/**
 * A service's own schema: one pool of connections, shared with a TypeORM data source. Statements go
 * straight to the pool (TypeORM's insert of 1,000 rows reaches a quarter of UNNEST's speed).
 */
export class Database implements Queryable {
  private constructor(
    private readonly options: DatabaseOptions,
    private readonly pool: Pool,
    readonly dataSource: DataSource,
  ) {}

  /**
   * Opens the pool. Does not fail while the server is away: `onError` is told, and the first use connects.
   * @throws the server's error when it answers and refuses: a wrong password, a database that is missing.
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    const pool = new Pool({ ...clientConfig(options), max: options.poolSizeMax });
    // Without a listener a restart of PostgreSQL ends the process.
    pool.on('error', (error) => options.onError?.(error));
    const database = new Database(options, pool, dataSourceOver(pool, options));
    try {
      await database.connect();
    } catch (error) {
      if (severityOf(error) === 'fault') {
        await database.close();
        throw error;
      }
      options.onError?.(new Error('PostgreSQL does not answer yet', { cause: error }));
    }
    return database;
  }

  get schema(): string {
    return this.options.schema;
  }

  /** Initialises the data source, once. @throws the connection's error while the server is away. */
  async connect(): Promise<void> {
    if (!this.dataSource.isInitialized) await this.dataSource.initialize();
  }

  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    const run = async (client: PoolClient): Promise<Row[]> =>
      (await client.query<Row>(asConfig(statement))).rows;
    return this.withClient(run, leavesConnectionUsable);
  }

  /**
   * BEGIN … COMMIT around `work` on one connection, ROLLBACK when it throws. The server ends a transaction
   * that lasts over 5 s, since it would hold up every relay of the cluster. A COMMIT whose answer is lost
   * rejects though it may stand: whoever tries again must be idempotent.
   */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const callbacks: (() => void)[] = [];
    let rolledBack = false;
    const run = async (client: PoolClient): Promise<Result> => {
      // Travels with the first statement; if it fails, so does that.
      const begun = client.query('begin');
      const tx = new Transaction(client, callbacks);
      let outcome: Result;
      let ending: string;
      try {
        [outcome] = await Promise.all([work(tx), begun]);
        ending = await tx.commit();
      } catch (error) {
        tx.end();
        // A connection that cannot even roll back is closed, which rolls back too; the first error counts.
        await client.query('rollback').then(
          () => (rolledBack = true),
          () => undefined,
        );
        throw error;
      }
      // PostgreSQL answers COMMIT with ROLLBACK when a statement had failed and its error was caught.
      if (ending !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it failed');
      return outcome;
    };
    const result = await this.withClient(run, () => rolledBack);
    for (const callback of callbacks) callback();
    return result;
  }

  /** Another pool on the same server, as the same role: it sees this schema through another one. */
  openOver(schema: string, poolSizeMax: number): Promise<Database> {
    const { url, applicationName } = this.options;
    return Database.open({
      url,
      schema,
      fallbackSchema: this.schema,
      applicationName: `${applicationName} ${schema}`,
      poolSizeMax,
      expendable: true,
    });
  }

  /** A connection of its own beside the pool. @throws when the server cannot be reached. */
  session(options: SessionOptions = {}): Promise<Session> {
    return Session.open(this.options, options);
  }

  async isReachable(timeoutMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMs);
    });
    const answered = this.query(sql`select 1`).then(
      () => true,
      () => false,
    );
    try {
      return await Promise.race([answered, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits for what is under way and closes every connection of the pool. */
  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    else await this.pool.end();
  }

  private async withClient<Result>(
    work: (client: PoolClient) => Promise<Result>,
    isUsableAfter: (error: unknown) => boolean,
  ): Promise<Result> {
    const client = await this.pool.connect();
    let lost: Error | undefined;
    const onLost = (error: Error): void => {
      lost ??= error;
    };
    // While a client is out of the pool nobody else listens, and an error nobody hears ends the process.
    client.on('error', onLost);
    let usable = true;
    try {
      return await work(client);
    } catch (error) {
      usable = lost === undefined && isUsableAfter(error);
      // The server's own word says more than that the connection is gone.
      throw error instanceof DatabaseError ? error : (lost ?? withCode(error));
    } finally {
      client.off('error', onLost);
      client.release(!usable);
    }
  }
}

/** TypeORM opens pools of its own; here it is given ours. */
const dataSourceOver = (pool: Pool, options: DatabaseOptions): DataSource =>
  new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    installExtensions: false,
    driver: {
      Pool: function SharedPool() {
        return pool;
      },
    },
    // The pool has its listener already, and TypeORM's would write to the console.
    poolErrorHandler: () => undefined,
  });
