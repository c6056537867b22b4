import { Client } from 'pg';
import { clientConfig, withCode, type ConnectionOptions } from './connection.js';
import { asConfig, identifier, sql, type Queryable, type Sql } from './sql.js';

export type SessionEvents = {
  readonly onNotification?: () => void;
  /** Once, when the connection breaks; with it all locks of the session are gone. Not after `close`. */
  readonly onLost?: (error: Error) => void;
};

/** A connection outside of the pool, for what belongs to a connection: session locks and LISTEN. */
export class Session implements Queryable {
  private state: 'open' | 'lost' | 'closed' = 'open';

  private constructor(
    private readonly client: Client,
    private readonly events: SessionEvents,
  ) {
    client.on('error', (error) => this.lose(error));
    client.on('end', () => this.lose(new Error('Connection terminated')));
    client.on('notification', () => this.events.onNotification?.());
  }

  /** @throws the connection's error when the server cannot be reached within 3 s. */
  static async open(options: ConnectionOptions, events: SessionEvents): Promise<Session> {
    const session = new Session(new Client(clientConfig(options)), events);
    try {
      await session.client.connect();
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
    this.events.onLost?.(error);
  }
}
