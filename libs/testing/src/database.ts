import { randomBytes } from 'node:crypto';
import { Database, identifier, migrate, sql, type Migration } from '@watch-tower/database';
import { Client } from 'pg';

/** A PostgreSQL database of a test file's own. */
export type TestDatabase = {
  /** With the rights of the administrator, on this database. */
  readonly url: string;
  /** How a service signs in; its role is this database's own, and exists once `open` was called. */
  serviceUrl(schema: string): string;
  /**
   * Makes schema and role by the platform's `migrate`, runs migrations, then DDL as that role, and connects.
   * Again for the same schema: another connection to it, as of another replica.
   */
  open(schema: string, options?: { migrations?: Migration[]; ddl?: readonly string[] }): Promise<Database>;
  /** A statement as the administrator, e.g. to look behind a role's rights. */
  asAdministrator<Row extends object>(text: string): Promise<Row[]>;
  /** Closes what was opened and drops the database and its roles. */
  close(): Promise<void>;
};

/**
 * Makes a fresh database on the server of the environment's DATABASE_ADMIN_URL.
 * @throws Error when the variable is missing: `npm test` sets it.
 */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const adminUrl = process.env['DATABASE_ADMIN_URL'];
  if (adminUrl === undefined) throw new Error('DATABASE_ADMIN_URL is not set: run through `npm test`');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(adminUrl, sql`create database ${identifier(name)}`.text);
  const url = withPath(adminUrl, name);
  const opened: Database[] = [];
  const roles = new Set<string>();

  const serviceUrl = (schema: string): string => {
    const service = new URL(url);
    service.username = `${name}_${schema}`;
    service.password = 'secret of a test';
    return service.href;
  };

  return {
    url,
    serviceUrl,
    open: async (schema, { migrations = [], ddl = [] } = {}) => {
      roles.add(`${name}_${schema}`);
      await migrate({ migrationUrl: url, serviceUrl: serviceUrl(schema), schema, migrations });
      const database = await Database.open({
        url: serviceUrl(schema),
        schema,
        applicationName: name,
        poolSizeMax: 10,
      });
      opened.push(database);
      for (const text of ddl) await database.query({ text, values: [] });
      return database;
    },
    asAdministrator: (text) => run(url, text),
    close: async () => {
      await Promise.all(opened.map((database) => database.close()));
      await run(adminUrl, sql`drop database if exists ${identifier(name)} with (force)`.text);
      for (const role of roles) await run(adminUrl, sql`drop role if exists ${identifier(role)}`.text);
    },
  };
};

const withPath = (base: string, database: string): string => {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
};

const run = async <Row extends object>(url: string, text: string): Promise<Row[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
};
