import { Client } from 'pg';
import { clientConfig, withCode, type ConnectionOptions } from './connection.js';
import { asConfig, identifier, sql, type Queryable, type Sql } from './sql.js';

export type SessionOptions = {
  readonly onNotification?: () => void;
  /** Once, when the connection breaks; with it all locks of the session are gone. Not after `close`. */
  readonly onLost?: (error: Error) => void;
  /** For work that takes its time (an index): neither we nor the server end it. */
  readonly unhurried?: boolean;
};

/** A connection outside of the pool, for what belongs to a connection: session locks and LISTEN. */
export class Session implements Queryable {
  private state: 'open' | 'lost' | 'closed' = 'open';

  private constructor(
    private readonly client: Client,
    private readonly options: SessionOptions,
  ) {
    client.on('error', (error) => this.lose(error));
    client.on('end', () => this.lose(new Error('Connection terminated')));
    client.on('notification', () => this.options.onNotification?.());
  }

  /** @throws the connection's error when the server cannot be reached within 3 s. */
  static async open(connection: ConnectionOptions, options: SessionOptions): Promise<Session> {
    const config = clientConfig(connection);
    const client = new Client(options.unhurried === true ? { ...config, query_timeout: 0 } : config);
    const session = new Session(client, options);
    try {
      await client.connect();
      if (options.unhurried === true) await session.query(sql`set transaction_timeout = 0`);
    } catch (error) {
      // Whoever opens hears of it by the rejection alone.
      await session.close();
      throw error;
    }
    return session;
  }

  get isOpen(): boolean {
    return this.state === 'open';
  }

  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    try {
      return (await this.client.query<Row>(asConfig(statement))).rows;
    } catch (error) {
      throw withCode(error);
    }
  }

  async listen(channel: string): Promise<void> {
    await this.query(sql`listen ${identifier(channel)}`);
  }

  async close(): Promise<void> {
    this.state = 'closed';
    await this.client.end();
  }

  private lose(error: Error): void {
    if (this.state !== 'open') return;
    this.state = 'lost';
    this.options.onLost?.(error);
  }
}
