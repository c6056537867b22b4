import { prepared, sql, type Queryable } from '@watch-tower/database';

/** The trucks whose number a text may be part of; none without a text. */
export const trucksOfText = async (database: Queryable, text: string | undefined): Promise<string[]> => {
  if (text === undefined) return [];
  const rows = await database.query<{ id: string }>(
    prepared(
      'trucks_of_text',
      sql`select id from registry where kind = 'truck' and position(lower(${text}::text) in search) > 0`,
    ),
  );
  return rows.map(({ id }) => id);
};
