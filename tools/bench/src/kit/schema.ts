import { Database, sql } from '@watch-tower/database';
import { Client } from 'pg';

const name = 'bench';

/** A benchmark's own schema, empty, in whatever database the address names; dropped at the end. */
export const withSchema = async <Result>(
  url: string,
  options: { readonly ddl: readonly string[]; readonly poolSizeMax: number },
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  const recreate = async (text: string): Promise<void> => {
    const owner = new Client({ connectionString: url });
    await owner.connect();
    await owner.query(text);
    await owner.end();
  };
  await recreate(`drop schema if exists ${name} cascade; create schema ${name}`);
  const { ddl, poolSizeMax } = options;
  const database = await Database.open({ url, schema: name, applicationName: name, poolSizeMax });
  try {
    for (const text of ddl) await database.query({ text, values: [] });
    return await work(database);
  } finally {
    await database.close();
    await recreate(`drop schema ${name} cascade`);
  }
};

/** The same address, with the schema as the search path: for floors with connections of their own. */
export const inSchema = (url: string): string => {
  const there = new URL(url);
  there.searchParams.set('options', `-c search_path=${name}`);
  return there.href;
};

/** Every client with a connection already open: nobody pays for it on the clock. */
export const warm = async (database: Database, connections: number): Promise<void> => {
  await Promise.all(Array.from({ length: connections }, () => database.query(sql`select pg_sleep(0.05)`)));
};
