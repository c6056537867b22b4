import { identifier, literal, sql, type Queryable } from './sql.js';
import type { Transaction } from './transaction.js';

/** A partition that holds one UTC day. */
export type DailyPartition = { readonly name: string; readonly day: Date };

/** `<table>_YYYYMMDD` of the UTC day that an instant falls into. */
export const partitionName = (table: string, instant: Date): string =>
  `${table}_${instant.toISOString().slice(0, 10).replaceAll('-', '')}`;

const dayMs = 86_400_000;

/** Midnight UTC, `days` after the day of an instant. */
export const utcDay = (instant: Date, days = 0): Date =>
  new Date((Math.floor(instant.getTime() / dayMs) + days) * dayMs);

/**
 * Makes the partitions of `days` days from the day of `from`. Idempotent, and safe where several replicas do
 * it. The new table is attached, not created in place: that would lock out readers and writers of the table.
 * @returns the names of those that were missing.
 */
export const ensureDailyPartitions = async (
  database: Queryable,
  table: string,
  from: Date,
  days: number,
): Promise<string[]> => {
  const wanted = Array.from({ length: days }, (_, index) => utcDay(from, index));
  const names = wanted.map((day) => partitionName(table, day));
  const missing = await database.query<{ name: string }>(
    sql`select name from unnest(${names}::text[]) as name where to_regclass(quote_ident(name)) is null`,
  );
  const absent = new Set(missing.map(({ name }) => name));
  for (const day of wanted) {
    const name = partitionName(table, day);
    if (absent.has(name)) await createPartition(database, table, name, day);
  }
  return [...absent];
};

/** The lock stops whoever makes partitions as well, and nobody who reads or writes. */
const createPartition = async (
  database: Queryable,
  table: string,
  name: string,
  day: Date,
): Promise<void> => {
  await database.query(sql`
    do $$
    begin
      lock table ${identifier(table)} in share update exclusive mode;
      if to_regclass(quote_ident(${literal(name)})) is null then
        create table ${identifier(name)} (like ${identifier(table)} including all excluding identity);
        alter table ${identifier(table)} attach partition ${identifier(name)}
          for values from (${literal(day.toISOString())}) to (${literal(utcDay(day, 1).toISOString())});
      end if;
    end $$`);
};

/** The daily partitions of a table, oldest first. */
export const dailyPartitions = (database: Queryable, table: string): Promise<DailyPartition[]> =>
  database.query<DailyPartition>(sql`
    select partition.relname as name,
      (right(partition.relname, 8)::date)::timestamp at time zone 'UTC' as day
    from pg_inherits
    join pg_class as partition on partition.oid = pg_inherits.inhrelid
    where pg_inherits.inhparent = to_regclass(quote_ident(${table})) and partition.relname ~ '_[0-9]{8}$'
    order by day`);

/**
 * Drops the partition of a day with everything in it; none is no error. Gives up after a second without the
 * lock it needs, for all writers of the table wait behind it.
 * @throws DatabaseError 55P03 (transient) when it gave up.
 */
export const dropDailyPartition = async (tx: Transaction, table: string, day: Date): Promise<void> => {
  await tx.query(sql`set local lock_timeout = '1s'`);
  await tx.query(sql`drop table if exists ${identifier(partitionName(table, day))}`);
};
