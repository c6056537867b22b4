import { dailyPartitions, sql, utcDay, type Database } from '@watch-tower/database';
import { createTestDatabase, type TestDatabase } from '@watch-tower/testing';
import { outboxDdl } from './ddl.js';
import { maintainRelayed } from './upkeep.js';

let server: TestDatabase;
let database: Database;
const now = new Date();
const daysAgo = (days: number): Date => utcDay(now, -days);

beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());
beforeEach(async () => {
  database = await server.open('trip', { ddl: ['drop table if exists outbox, relay_cursor', outboxDdl] });
});

const days = async (): Promise<number[]> =>
  (await dailyPartitions(database, 'outbox')).map(
    ({ day }) => (day.getTime() - utcDay(now).getTime()) / 86_400_000,
  );
const put = (day: Date): Promise<object[]> =>
  database.query(
    sql`insert into outbox (topic, key, headers, value, created_at) values ('t', 'k', '{}', '1', ${day})`,
  );
const publishAll = (): Promise<object[]> =>
  database.query(sql`
    insert into relay_cursor select 'outbox', transaction_id, position, created_at
    from outbox order by transaction_id desc, position desc limit 1`);

test('makes the days from yesterday to a week ahead, once', async () => {
  expect((await maintainRelayed(database, 'outbox', { keptDays: 3 })).made).toHaveLength(9);
  expect(await days()).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7]);
  expect(await maintainRelayed(database, 'outbox', { keptDays: 3 })).toEqual({ made: [], dropped: [] });
});

test('drops published days that are older than they are kept', async () => {
  await maintainRelayed(database, 'outbox', { keptDays: 3, now: daysAgo(6) });
  await put(daysAgo(6));
  await put(daysAgo(3));
  await publishAll();
  const { dropped } = await maintainRelayed(database, 'outbox', { keptDays: 3 });
  expect(dropped).toHaveLength(4);
  expect((await days())[0]).toBe(-3);
  expect(await database.query(sql`select from outbox`)).toHaveLength(1);
});

test('never drops a day that holds a row that is not published', async () => {
  await maintainRelayed(database, 'outbox', { keptDays: 3, now: daysAgo(6) });
  await put(daysAgo(6));
  await publishAll();
  await put(daysAgo(5));
  const { dropped } = await maintainRelayed(database, 'outbox', { keptDays: 3 });
  expect(dropped).toHaveLength(3);
  expect((await days())[0]).toBe(-5);
  expect(await database.query(sql`select from outbox`)).toHaveLength(1);
});

test('drops nothing with rows in it while no relay ever published', async () => {
  await maintainRelayed(database, 'outbox', { keptDays: 3, now: daysAgo(6) });
  await put(daysAgo(6));
  await maintainRelayed(database, 'outbox', { keptDays: 3 });
  expect(await database.query(sql`select from outbox`)).toHaveLength(1);
});
