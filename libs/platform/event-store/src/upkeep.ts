import {
  dailyPartitions,
  dropDailyPartition,
  ensureDailyPartitions,
  identifier,
  sql,
  utcDay,
  type Database,
  type DailyPartition,
} from '@watch-tower/database';

/** With a server clock that is wrong by hours, or a schedule that stood still for a week, writes still work. */
const daysBack = 1;
const daysAhead = 8;

/**
 * Upkeep of a table that a relay publishes from (an outbox, an inbox): makes its partitions from yesterday to
 * a week ahead, and drops those that ended over `keptDays` ago if every row in them is published.
 */
export const maintainRelayed = async (
  database: Database,
  table: string,
  options: { readonly keptDays: number; readonly now?: Date },
): Promise<{ made: string[]; dropped: string[] }> => {
  const today = utcDay(options.now ?? new Date());
  const made = await ensureDailyPartitions(database, table, utcDay(today, -daysBack), daysBack + daysAhead);
  const newestToDrop = utcDay(today, -options.keptDays - 1);
  const dropped: string[] = [];
  for (const partition of await dailyPartitions(database, table)) {
    if (partition.day > newestToDrop) break;
    if (await dropIfPublished(database, table, partition)) dropped.push(partition.name);
  }
  return { made, dropped };
};

/** Nothing can be added meanwhile: rows carry the time of their transaction, and this day is long past. */
const dropIfPublished = (database: Database, table: string, partition: DailyPartition): Promise<boolean> =>
  database.transaction(async (tx) => {
    const [unpublished] = await tx.query(sql`
      select from ${identifier(partition.name)}
      where (transaction_id, position) > (
        coalesce((select transaction_id from relay_cursor where relayed = ${table}), '0'),
        coalesce((select position from relay_cursor where relayed = ${table}), 0)
      )
      limit 1`);
    if (unpublished !== undefined) return false;
    await dropDailyPartition(tx, table, partition.day);
    return true;
  });
