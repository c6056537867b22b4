import { createTestDatabase, type TestDatabase } from '@watch-tower/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database } from './database.js';
import { migrate, pendingMigrations } from './migrate.js';
import { sql } from './sql.js';

class CreateNotes1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table notes (id int primary key)');
  }
  async down(): Promise<void> {}
}
class AddText1767225600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notes add text text');
  }
  async down(): Promise<void> {}
}
class Breaks1767225600002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table half_done ()');
    await runner.query('select 1 / 0');
  }
  async down(): Promise<void> {}
}
const migrations = [CreateNotes1767225600000, AddText1767225600001];

let server: TestDatabase;
beforeEach(async () => {
  server = await createTestDatabase();
});
afterEach(() => server.close());

const options = (schema: string) => ({
  migrationUrl: server.url,
  serviceUrl: server.serviceUrl(schema),
  schema,
  migrations,
});

test('runs what is missing, once, as the role of the service, which owns what it makes', async () => {
  const database = await server.open('trip');
  expect(await pendingMigrations(database, migrations)).toEqual(migrations.map(({ name }) => name));
  expect(await migrate(options('trip'))).toEqual({ applied: migrations.map(({ name }) => name) });
  expect(await migrate(options('trip'))).toEqual({ applied: [] });
  expect(await pendingMigrations(database, migrations)).toEqual([]);
  expect(
    await database.query(sql`select tableowner, schemaname from pg_tables where tablename = 'notes'`),
  ).toEqual([{ tableowner: new URL(server.serviceUrl('trip')).username, schemaname: 'trip' }]);
});

test('two at once, for one or several services, wait for each other', async () => {
  await server.open('trip');
  await server.open('fleet');
  const schemas = ['trip', 'fleet', 'trip', 'fleet', 'trip'];
  const done = await Promise.all(schemas.map((schema) => migrate(options(schema))));
  expect(done.flatMap(({ applied }) => applied)).toHaveLength(2 * migrations.length);
});

test('a migration that fails leaves nothing of itself, and can be run again', async () => {
  const database = await server.open('trip');
  await expect(
    migrate({ ...options('trip'), migrations: [...migrations, Breaks1767225600002] }),
  ).rejects.toThrow('division by zero');
  expect(await database.query(sql`select to_regclass('half_done') as left_over`)).toEqual([
    { left_over: null },
  ]);
  expect(await pendingMigrations(database, [...migrations, Breaks1767225600002])).toEqual([
    'Breaks1767225600002',
  ]);
});

test('a role reads and writes its own schema and no other, and cannot make itself another', async () => {
  const trip = await server.open('trip', { migrations });
  const fleet = await server.open('fleet', { migrations });
  await trip.query(sql`insert into notes (id) values (1)`);
  await expect(fleet.query(sql`select from trip.notes`)).rejects.toThrow('permission denied for schema trip');
  await expect(fleet.query(sql`create table public.mine ()`)).rejects.toThrow(
    'permission denied for schema public',
  );
  await expect(fleet.query(sql`create temporary table mine ()`)).rejects.toThrow('permission denied');
  await expect(fleet.query(sql`create schema mine`)).rejects.toThrow('permission denied');
  await expect(
    fleet.query({ text: `set role "${new URL(server.serviceUrl('trip')).username}"`, values: [] }),
  ).rejects.toThrow('permission denied');
});

test('transactions of a service are bounded by the server', async () => {
  const trip = await server.open('trip');
  expect(await trip.query(sql`select current_setting('transaction_timeout') as bound`)).toEqual([
    { bound: '5s' },
  ]);
});

test('a changed password takes effect', async () => {
  await server.open('trip', { migrations });
  const serviceUrl = new URL(server.serviceUrl('trip'));
  serviceUrl.password = encodeURIComponent(`new 'secret' $$ %s "`);
  await migrate({ ...options('trip'), serviceUrl: serviceUrl.href });
  const database = await Database.open({
    url: serviceUrl.href,
    schema: 'trip',
    applicationName: 'test',
    poolSizeMax: 1,
  });
  expect(await database.isReachable(1_000)).toBe(true);
  await database.close();
});

test('a database that is missing is named', async () => {
  const missing = new URL(server.url);
  missing.pathname = '/watch_tower_not_there';
  await expect(migrate({ ...options('trip'), migrationUrl: missing.href })).rejects.toThrow(
    'database "watch_tower_not_there" does not exist: it must be created before',
  );
});
