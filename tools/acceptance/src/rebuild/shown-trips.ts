import { setTimeout as pause } from 'node:timers/promises';
import type { StackFacts } from '@watch-tower/stack';
import { Client } from 'pg';

const stuckAfterMs = 60_000;
const tables = ['trips', 'trip_events'];

/** The gateway's read models of trips, looked at from behind, as the administrator. */
export class ShownTrips {
  private constructor(private readonly client: Client) {}

  static async open({ postgres }: StackFacts): Promise<ShownTrips> {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('drop schema if exists acceptance cascade; create schema acceptance');
    return new ShownTrips(client);
  }

  /** Waits until so many events are shown. @throws where nothing more comes for a minute. */
  async untilShown(events: number): Promise<void> {
    let [seen, progressAtMs] = [-1, Date.now()];
    while (seen < events) {
      const count = await this.count(`select coalesce(sum(version), 0)::int as count
        from gateway.projection_subjects where projection = 'trips'`);
      if (count > seen) [seen, progressAtMs] = [count, Date.now()];
      if (Date.now() - progressAtMs > stuckAfterMs)
        throw new Error(`${seen} of ${events} events are shown, and no more come`);
      await pause(200);
    }
  }

  /** Keeps the rows as they are now, under a name. */
  async keep(name: string): Promise<void> {
    for (const table of tables)
      await this.client.query(
        `create table acceptance.${name}_${table} as select ${this.columns(table)} from gateway.${table}`,
      );
  }

  /** @returns how many rows were kept, and in how many those that are shown now differ, either way. */
  async compareWith(name: string): Promise<{ rows: number; different: number }> {
    let [rows, different] = [0, 0];
    for (const table of tables) {
      const kept = `select * from acceptance.${name}_${table}`;
      const shown = `select ${this.columns(table)} from gateway.${table}`;
      rows += await this.count(`select count(*)::int as count from (${kept}) as kept`);
      different += await this.count(
        `select count(*)::int as count
         from ((${kept} except ${shown}) union all (${shown} except ${kept})) as different`,
      );
    }
    return { rows, different };
  }

  /** As if somebody had thrown them away. */
  async throwAway(): Promise<void> {
    await this.client.query(`truncate gateway.trips, gateway.trip_events`);
    await this.client.query(`delete from gateway.projection_subjects where projection = 'trips'`);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private columns(table: string): string {
    return table === 'trips' ? 'id, state, stale, version' : '*';
  }

  private async count(text: string): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(text);
    return rows[0]?.count ?? 0;
  }
}
