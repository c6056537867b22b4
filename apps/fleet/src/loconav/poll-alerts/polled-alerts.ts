import { sql, type Queryable } from '@watch-tower/database';

/** An alert as it was polled: what tells it apart, and a hash of all it says. */
export type PolledAlert = { readonly key: string; readonly hash: string };

/** Until when alerts were polled; null before the first time. */
export const polledUntil = async (database: Queryable): Promise<Date | null> => {
  const [found] = await database.query<{ polledUntil: Date }>(
    sql`select polled_until as "polledUntil" from loconav_alert_polls`,
  );
  return found?.polledUntil ?? null;
};

/** Never backwards: of two runs the one that got farther counts. */
export const setPolledUntil = async (tx: Queryable, until: Date): Promise<void> => {
  await tx.query(sql`
    insert into loconav_alert_polls as known (polled_until) values (${until})
    on conflict (only_row) do update set polled_until = greatest(known.polled_until, excluded.polled_until)`);
};

/**
 * Remembers what was polled.
 * @returns the keys of those that are new, or say something else than before.
 */
export const rememberAlerts = async (tx: Queryable, alerts: readonly PolledAlert[]): Promise<Set<string>> => {
  const changed = await tx.query<{ key: string }>(sql`
    insert into loconav_polled_alerts as known (key, hash, polled_at)
    select key, hash, now()
    from unnest(${alerts.map(({ key }) => key)}::text[], ${alerts.map(({ hash }) => hash)}::text[]) as polled (key, hash)
    order by key
    on conflict (key) do update set hash = excluded.hash, polled_at = excluded.polled_at
    where known.hash <> excluded.hash
    returning key`);
  return new Set(changed.map(({ key }) => key));
};

/** Forgets a slice of what was last news so many hours ago: no window reaches back so far. */
export const forgetPolledAlerts = async (
  database: Queryable,
  olderThan: Date,
  sliceSizeMax: number,
): Promise<void> => {
  await database.query(sql`
    delete from loconav_polled_alerts where key in (
      select key from loconav_polled_alerts where polled_at < ${olderThan} limit ${sliceSizeMax})`);
};
