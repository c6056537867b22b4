import { createTestDatabase, eventually, type TestDatabase } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import type { Database } from './database.js';
import { Schedule, scheduleDdl, type ScheduledWork } from './schedule.js';
import { sql } from './sql.js';

let server: TestDatabase;
let database: Database;
let schedules: Schedule[] = [];
let lines: string[] = [];

beforeAll(async () => {
  server = await createTestDatabase();
  database = await server.open('fleet', { ddl: [scheduleDdl] });
});
afterAll(() => server.close());
beforeEach(() => database.query(sql`truncate schedules`));
afterEach(async () => {
  await Promise.all(schedules.map((schedule) => schedule.stop()));
  schedules = [];
  lines = [];
});

const hour = 3_600_000;
const replica = (run: ScheduledWork['run'], intervalMs = hour, timings = {}): Registry => {
  const metrics = new Registry();
  const write = (_fields: object, message: string): number => lines.push(message);
  const log = { debug: write, info: write, warn: write, error: write };
  const schedule = new Schedule(database, log, metrics, { lookEveryMs: 10, ...timings });
  schedule.every({ name: 'tidy up', intervalMs, run });
  schedule.start();
  schedules.push(schedule);
  return metrics;
};

const looks = (): Promise<object[]> => database.query(sql`select due_at, last_run_at from schedules`);

test('two replicas do due work once', async () => {
  let runs = 0;
  const run = async (): Promise<void> => {
    runs += 1;
  };
  replica(run);
  replica(run);
  await eventually(async () =>
    expect(await looks()).toMatchObject([{ last_run_at: expect.any(Date) as Date }]),
  );
  await Promise.all(schedules.map((schedule) => schedule.stop()));
  expect(runs).toBe(1);
});

test('work goes on at its interval, without overlapping itself', async () => {
  let runs = 0;
  let atOnce = 0;
  const run = async (): Promise<void> => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await database.query(sql`select pg_sleep(0.02)`);
    atOnce -= 1;
    runs += 1;
  };
  replica(run, 1);
  replica(run, 1);
  await eventually(() => expect(runs).toBeGreaterThan(5));
});

test('work that is stopped in the middle ends with its slice, and is due again', async () => {
  let slices = 0;
  const metrics = replica(async (stopping) => {
    for (;;) {
      stopping.throwIfAborted();
      await database.query(sql`select pg_sleep(0.01)`);
      slices += 1;
    }
  });
  await eventually(() => expect(slices).toBeGreaterThan(2));
  await Promise.all(schedules.map((schedule) => schedule.stop()));
  expect(lines).toEqual([]);
  expect(await metrics.metrics()).toContain('outcome="stopped"} 1');
  const [row] = await database.query(sql`select due_at <= now() as "isDue", last_run_at from schedules`);
  expect(row).toEqual({ isDue: true, last_run_at: null });
});

test('what is overdue after an outage is done once, not as often as it was missed', async () => {
  await database.query(
    sql`insert into schedules (name, due_at) values ('tidy up', now() - interval '10 days')`,
  );
  let runs = 0;
  const metrics = replica(async () => {
    runs += 1;
  });
  await eventually(async () => expect(await metrics.metrics()).toContain('outcome="done"} 1'));
  const [row] = await database.query<{ ahead: boolean }>(
    sql`select due_at > now() + interval '59 minutes' as ahead from schedules`,
  );
  expect(row).toEqual({ ahead: true });
  expect(runs).toBe(1);
});

test('work that fails is counted, told, and tried again before its interval is over', async () => {
  let runs = 0;
  const run = async (): Promise<void> => {
    runs += 1;
    if (runs === 1) throw new TypeError('a bug');
  };
  const metrics = replica(run, hour, { retryAfterMs: 20 });
  await eventually(() => expect(runs).toBe(2));
  await eventually(async () => expect(await metrics.metrics()).toContain('outcome="done"} 1'));
  expect(await metrics.metrics()).toContain('outcome="failed"} 1');
  expect(lines).toEqual(['scheduled work failed and will be tried again']);
});

test('work of a replica that died is taken over once its claim is over, not before', async () => {
  const [claim] = await database.query<{ until: string }>(sql`
    insert into schedules (name, due_at, claim)
    values ('tidy up', now() + interval '300 ms', gen_random_uuid()) returning due_at::text as until`);
  const early: boolean[] = [];
  replica(async () => {
    const [row] = await database.query<{ early: boolean }>(
      sql`select now() < ${claim?.until}::timestamptz as early`,
    );
    early.push(row?.early === true);
  });
  await eventually(() => expect(early).toEqual([false]));
});

test('work that lasts longer than its claim keeps it', async () => {
  let runs = 0;
  const run = async (): Promise<void> => {
    runs += 1;
    await database.query(sql`select pg_sleep(2)`);
  };
  replica(run, hour, { claimMs: 900 });
  replica(run, hour, { claimMs: 900 });
  await eventually(async () =>
    expect(await looks()).toMatchObject([{ last_run_at: expect.any(Date) as Date }]),
  );
  expect(runs).toBe(1);
});

test('while the database is away nothing is done, and then it goes on', async () => {
  await database.query(sql`alter table schedules rename to schedules_away`);
  let runs = 0;
  replica(async () => {
    runs += 1;
  });
  await eventually(() => expect(lines).toContain('scheduled work waits for the database'));
  await database.query(sql`alter table schedules_away rename to schedules`);
  await eventually(() => expect(runs).toBe(1));
  expect(lines.filter((line) => line.includes('waits for the database'))).toHaveLength(1);
});

test('one name is one work', () => {
  const schedule = new Schedule(database, console, new Registry());
  const work = { name: 'a', intervalMs: 1, run: async () => undefined };
  schedule.every(work);
  expect(() => schedule.every(work)).toThrow('exists already');
});
