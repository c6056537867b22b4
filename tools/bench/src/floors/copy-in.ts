import type { ClientBase, Connection, Submittable } from 'pg';

/** What pg's connection can do as well; its types do not say so. */
type CopyingConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
};

/** `COPY … FROM STDIN` by pg's own protocol: the text is sent as one piece. */
class CopyIn implements Submittable {
  readonly done = Promise.withResolvers<number>();
  #rows = 0;

  constructor(
    private readonly statement: string,
    private readonly text: string,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.statement);
  }

  handleCopyInResponse(connection: CopyingConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.text));
    connection.endCopyFrom();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? Number.NaN);
  }

  handleReadyForQuery(): void {
    this.done.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.done.reject(error);
  }
}

/** @param text rows in PostgreSQL's text format, columns parted by tabs. @returns how many rows were copied. */
export const copyIn = (client: ClientBase, statement: string, text: string): Promise<number> =>
  client.query(new CopyIn(statement, text)).done.promise;
