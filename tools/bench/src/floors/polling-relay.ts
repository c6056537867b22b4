import { setTimeout as pause } from 'node:timers/promises';
import type { OutgoingRecord, Publisher } from '@watch-tower/messaging';
import { Client } from 'pg';

type Row = OutgoingRecord & { readonly transactionId: string; readonly position: string };

const batch = {
  name: 'batch',
  text: `
    select transaction_id::text as "transactionId", position::text, topic, key, headers, value
    from outbox
    where (transaction_id, position) > ($1::xid8, $2::bigint)
      and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by transaction_id, position
    limit 500`,
};

/** An outbox relay as most are written: it looks every 100 ms, publishes what is new, notes how far it is. */
export class PollingRelay {
  #stopping = false;
  #running: Promise<void> | undefined;

  constructor(private readonly options: { readonly url: string; readonly publisher: Publisher }) {}

  async start(): Promise<void> {
    const client = new Client({ connectionString: this.options.url });
    await client.connect();
    await client.query('set synchronous_commit = off');
    this.#running = this.#poll(client).finally(() => client.end());
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  async #poll(client: Client): Promise<void> {
    let after: Pick<Row, 'transactionId' | 'position'> = { transactionId: '0', position: '0' };
    while (!this.#stopping) {
      const nextMs = performance.now() + 100;
      for (;;) {
        const { rows } = await client.query<Row>({ ...batch, values: [after.transactionId, after.position] });
        const last = rows.at(-1);
        if (last === undefined) break;
        await this.options.publisher.publish(rows);
        await client.query({
          name: 'note',
          text: `
            insert into relay_cursor (relayed, transaction_id, position) values ('polled', $1::xid8, $2::bigint)
            on conflict (relayed) do update
            set transaction_id = excluded.transaction_id, position = excluded.position`,
          values: [last.transactionId, last.position],
        });
        after = last;
      }
      await pause(Math.max(0, nextMs - performance.now()));
    }
  }
}
