import { createTestDatabase, type TestDatabase } from '@watch-tower/testing';
import type { Database } from './database.js';
import { dailyPartitions, dropDailyPartition, ensureDailyPartitions } from './partitions.js';
import { sql } from './sql.js';

let server: TestDatabase;
let database: Database;
const from = new Date('2026-02-27T23:59:59.999Z');

beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());
beforeEach(async () => {
  database = await server.open('fleet', {
    ddl: [
      'drop table if exists fixes',
      `create table fixes (id bigint generated always as identity, at timestamptz, primary key (id, at))
         partition by range (at)`,
    ],
  });
});

test('makes a partition per UTC day, and none twice', async () => {
  expect(await ensureDailyPartitions(database, 'fixes', from, 3)).toEqual([
    'fixes_20260227',
    'fixes_20260228',
    'fixes_20260301',
  ]);
  expect(await ensureDailyPartitions(database, 'fixes', from, 4)).toEqual(['fixes_20260302']);
  expect((await dailyPartitions(database, 'fixes')).map(({ day }) => day.toISOString().slice(0, 10))).toEqual(
    ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'],
  );
});

test('a day has its bounds at midnight UTC, whatever the zone of the session', async () => {
  await ensureDailyPartitions(database, 'fixes', from, 2);
  await database.query(
    sql`insert into fixes (at) values ('2026-02-27T23:59:59.999999Z'), ('2026-02-28T00:00:00Z')`,
  );
  expect(await database.query(sql`select tableoid::regclass::text as day from fixes order by at`)).toEqual([
    { day: 'fixes_20260227' },
    { day: 'fixes_20260228' },
  ]);
  await expect(database.query(sql`insert into fixes (at) values ('2026-03-01T00:00:00Z')`)).rejects.toThrow(
    'no partition',
  );
});

test('several replicas may do it at once', async () => {
  await Promise.all(Array.from({ length: 6 }, () => ensureDailyPartitions(database, 'fixes', from, 5)));
  expect(await dailyPartitions(database, 'fixes')).toHaveLength(5);
});

test('is not held up by readers and writers of the table', async () => {
  await ensureDailyPartitions(database, 'fixes', from, 1);
  await database.transaction(async (tx) => {
    await tx.query(sql`insert into fixes (at) values (${from})`);
    expect(await ensureDailyPartitions(database, 'fixes', from, 2)).toEqual(['fixes_20260228']);
  });
});

test('a dropped day is gone with its rows; one that never was is no error', async () => {
  await ensureDailyPartitions(database, 'fixes', from, 2);
  await database.query(sql`insert into fixes (at) values (${from})`);
  await database.transaction((tx) => dropDailyPartition(tx, 'fixes', from));
  await database.transaction((tx) => dropDailyPartition(tx, 'fixes', from));
  expect(await database.query(sql`select from fixes`)).toEqual([]);
  expect(await dailyPartitions(database, 'fixes')).toHaveLength(1);
});
