import { identifier, sql, type Queryable } from './sql.js';

const sliceRows = 1_000;

/**
 * Deletes the rows of a table whose time lies more than so many days back, a slice at a time: no statement holds many
 * locks for long.
 * @param old.table not a partitioned one: of that a day is dropped as a whole.
 * @param old.time the column of that time.
 */
export const forgetOld = async (
  database: Queryable,
  old: { readonly table: string; readonly time: string; readonly keptDays: number },
): Promise<void> => {
  const table = identifier(old.table);
  let forgotten = sliceRows;
  while (forgotten === sliceRows) {
    const gone = await database.query(sql`
      delete from ${table} where ctid = any (array(
        select ctid from ${table}
        where ${identifier(old.time)} < now() - ${old.keptDays}::int * interval '1 day'
        limit ${sliceRows}))
      returning 1`);
    forgotten = gone.length;
  }
};
