import { mustBe } from '../compare.js';
import { Connection } from './connection.js';

/** Sends on whichever connection is free, as senders that do not wait for each other. */
export class Connections {
  readonly #free: Connection[] = [];
  readonly #all: Connection[] = [];

  constructor(private readonly url: string) {}

  async send(request: Buffer): Promise<void> {
    const connection = this.#free.pop() ?? (await this.#open());
    mustBe('status of a webhook', await connection.send(request), 202);
    this.#free.push(connection);
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }

  async #open(): Promise<Connection> {
    const connection = await Connection.open(this.url);
    this.#all.push(connection);
    return connection;
  }
}
