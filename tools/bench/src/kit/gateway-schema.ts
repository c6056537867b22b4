import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Database, migrate, type Migration } from '@watch-tower/database';
import type { ReadModel } from '@watch-tower/projections';
import { Client } from 'pg';
import { quiet } from './topics.js';

const name = 'bench_gateway';

const load = (path: string): Promise<Record<string, unknown>> =>
  import(
    pathToFileURL(
      join(fileURLToPath(new URL('../../../../', import.meta.url)), 'apps', 'gateway', 'dist', path),
    ).href
  ) as Promise<Record<string, unknown>>;

/** The built gateway's trips. By their path, since no program may import an application. */
export const tripsReadModel = async (): Promise<ReadModel> => {
  const { tripsProjection } = (await load('read-models/find-trips/trips.projection.js')) as {
    tripsProjection?: ReadModel;
  };
  if (tripsProjection === undefined) throw new Error('the built gateway has no tripsProjection any more');
  return tripsProjection;
};

/** The gateway's schema in a database of its own, seen as its own role; dropped at the end. */
export const withGatewaySchema = async <Result>(
  adminUrl: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  const run = async (text: string): Promise<void> => {
    const owner = new Client({ connectionString: adminUrl });
    await owner.connect();
    await owner.query(text);
    await owner.end();
  };
  const [migrationUrl, serviceUrl] = [new URL(adminUrl), new URL(adminUrl)];
  migrationUrl.pathname = serviceUrl.pathname = `/${name}`;
  [serviceUrl.username, serviceUrl.password] = [name, name];
  await run(`drop database if exists ${name} with (force)`);
  await run(`create database ${name}`);
  try {
    const { migrations } = (await load('database/migrations/index.js')) as { migrations: Migration[] };
    const urls = { migrationUrl: migrationUrl.href, serviceUrl: serviceUrl.href };
    await migrate({ ...urls, schema: 'gateway', migrations });
    const database = await Database.open({
      ...{ url: serviceUrl.href, schema: 'gateway', applicationName: name, poolSizeMax: 10 },
      onError: (error) => quiet.warn({ error }, 'lost'),
    });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await run(`drop database ${name} with (force)`);
    await run(`drop role if exists ${name}`);
  }
};
