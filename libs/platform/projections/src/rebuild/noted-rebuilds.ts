import { sql, type Database } from '@watch-tower/database';
import { Gauge, type Registry } from 'prom-client';
import type { RebuildProgress } from './rebuild.js';

/** Without a word for so long a rebuild that has not finished has died. */
const silentSeconds = 60;

type Noted = {
  readonly projection: string;
  readonly events: number;
  readonly running: boolean;
  readonly finishedAtSeconds: number | null;
};

/** Notes how far a rebuild is: it is a program of its own, and the running service tells of it. */
export const noteRebuild = async (
  database: Database,
  projection: string,
  { step, events }: { readonly step: RebuildProgress['step'] | 'done'; readonly events: number },
): Promise<void> => {
  await database.query(sql`
    insert into projection_rebuilds (projection, step, events, finished_at)
    values (${projection}, ${step}, ${events}, case when ${step} = 'done' then now() end)
    on conflict (projection) do update set
      step = excluded.step, events = excluded.events, told_at = now(), finished_at = excluded.finished_at`);
};

const notedRebuilds = (database: Database): Promise<Noted[]> =>
  database.query<Noted>(sql`
    select projection, events::float8,
      finished_at is null and told_at > now() - ${silentSeconds}::int * interval '1 s' as running,
      extract(epoch from finished_at)::float8 as "finishedAtSeconds"
    from projection_rebuilds`);

/** Metrics of the last rebuild of each read model, read when they are asked for. */
export const measureRebuilds = (database: Database, metrics: Registry): void => {
  const gauge = (name: string, help: string, value: (noted: Noted) => number | null): Gauge =>
    new Gauge({
      name: `watchtower_projection_rebuild_${name}`,
      help,
      labelNames: ['projection'],
      registers: [metrics],
      async collect() {
        // While PostgreSQL is away the last figures stand; that it is away shows elsewhere.
        for (const noted of await notedRebuilds(database).catch(() => [])) {
          const figure = value(noted);
          if (figure !== null) this.set({ projection: noted.projection }, figure);
        }
      },
    });
  gauge('running', 'Whether a read model is being rebuilt', ({ running }) => Number(running));
  gauge('events', 'Messages read by the last rebuild of a read model', ({ events }) => events);
  gauge(
    'finished_timestamp_seconds',
    'When a read model was last rebuilt',
    ({ finishedAtSeconds }) => finishedAtSeconds,
  );
};
