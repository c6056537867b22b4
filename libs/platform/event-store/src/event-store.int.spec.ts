import { sql, type Database } from '@watch-tower/database';
import { createTestDatabase, type TestDatabase } from '@watch-tower/testing';
import { eventStoreDdl, outboxDdl } from './ddl.js';
import { EventStore, type Append } from './event-store.js';
import { Outbox } from './outbox.js';

let server: TestDatabase;
let database: Database;
let store: EventStore;
let wakes = 0;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await server.open('trip', { ddl: [outboxDdl, eventStoreDdl] });
  const relay = { wake: () => (wakes += 1) };
  store = new EventStore(database, relay);
  await new Outbox(database, relay).maintain({ keptDays: 7 });
});
afterAll(() => server.close());
beforeEach(async () => {
  await database.query(sql`truncate events, outbox, commands, reservations`);
  wakes = 0;
});

const record = (key: string, value: string) => ({
  topic: 'trips',
  key,
  headers: { ce_id: `id of ${value}` },
  value,
});
const append = (fields: Partial<Append>): Append => ({
  streamId: 'trip-1',
  expectedVersion: 0,
  events: [{ type: 'created', data: { vpcId: 'V1' } }],
  records: [record('trip-1', '"created"')],
  claims: [],
  releases: [],
  ...fields,
});
const command = (id: string, bodyHash = 'hash') => ({
  id,
  bodyHash,
  outcome: record(id, `"outcome of ${id}"`),
});
const outbox = (): Promise<object[]> =>
  database.query(sql`select topic, key, headers, value from outbox order by transaction_id, position`);

test('what was appended is read in order, with contiguous versions', async () => {
  expect(await store.append(append({}))).toEqual({ status: 'appended', version: 1 });
  const more = [
    { type: 'assigned', data: { truckId: 'T1' } },
    { type: 'started', data: { at: '2026-03-01T08:00:00Z' } },
  ];
  expect(await store.append(append({ expectedVersion: 1, events: more }))).toEqual({
    status: 'appended',
    version: 3,
  });
  const { version, events } = await store.read('trip-1');
  expect(version).toBe(3);
  expect(events).toMatchObject([
    { type: 'created', data: { vpcId: 'V1' }, version: 1, recordedAt: expect.any(Date) as Date },
    { ...more[0], version: 2 },
    { ...more[1], version: 3 },
  ]);
});

test('a stream nobody wrote is empty at version 0', async () => {
  expect(await store.read('unknown')).toEqual({ version: 0, events: [] });
});

test('records leave with the events, in their order, as they are, and wake the relay', async () => {
  const records = ['1', '{"text":"ünï \\"quoted\\" \\u0000 \\\\"}', '3'].map((value) =>
    record('trip-1', value),
  );
  await store.append(append({ records }));
  expect(await outbox()).toEqual(records);
  expect(wakes).toBe(1);
});

test('an append on another version than the stream has changes nothing', async () => {
  await store.append(append({}));
  expect(await store.append(append({}))).toEqual({ status: 'conflict', version: 1 });
  expect(await store.append(append({ expectedVersion: 2 }))).toEqual({ status: 'conflict', version: 1 });
  expect(await outbox()).toHaveLength(1);
  expect(wakes).toBe(1);
});

test('of many appends at once on one version one succeeds', async () => {
  const results = await Promise.all(Array.from({ length: 20 }, () => store.append(append({}))));
  expect(results.filter(({ status }) => status === 'appended')).toHaveLength(1);
  expect(results.filter(({ status }) => status === 'conflict')).toHaveLength(19);
  expect((await store.read('trip-1')).version).toBe(1);
});

describe('a command', () => {
  test('asked for again has no effect but the same outcome, under the same id', async () => {
    const first = command('c1');
    const records = [record('trip-1', '"created"'), first.outcome];
    await store.append(append({ records, command: first }));
    const again = { ...first, outcome: record('c1', '"another outcome"') };
    expect(await store.append(append({ expectedVersion: 7, command: again }))).toEqual({
      status: 'duplicate',
    });
    expect(await outbox()).toEqual([...records, first.outcome]);
    expect(wakes).toBe(2);
  });

  test('asked for five times at once is decided once', async () => {
    const results = await Promise.all(
      Array.from({ length: 5 }, () => store.append(append({ command: command('c1') }))),
    );
    expect(results.map(({ status }) => status).sort()).toEqual([
      'appended',
      'duplicate',
      'duplicate',
      'duplicate',
      'duplicate',
    ]);
    expect((await store.read('trip-1')).version).toBe(1);
  });

  test('of the same id with another body is refused, on another stream and at the same time too', async () => {
    const results = await Promise.all([
      store.append(append({ command: command('c1', 'one') })),
      store.append(append({ streamId: 'trip-2', command: command('c1', 'two') })),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['appended', 'key_reused']);
  });

  test('that was refused is recorded with its outcome and without events', async () => {
    const refused = command('c1');
    const result = await store.append(append({ events: [], records: [refused.outcome], command: refused }));
    expect(result).toEqual({ status: 'appended', version: 0 });
    expect(await store.append(append({ command: refused }))).toEqual({ status: 'duplicate' });
    expect(await outbox()).toEqual([refused.outcome, refused.outcome]);
  });

  test('that met a conflict may be decided again', async () => {
    await store.append(append({}));
    expect(await store.append(append({ command: command('c1') }))).toMatchObject({ status: 'conflict' });
    const again = append({ expectedVersion: 1, command: command('c1') });
    expect(await store.append(again)).toMatchObject({ status: 'appended' });
  });

  test('is forgotten after 35 days', async () => {
    await store.append(append({ command: command('old') }));
    await database.query(sql`update commands set created_at = now() - interval '36 days'`);
    await store.append(append({ expectedVersion: 1, command: command('new') }));
    expect(await store.forgetOldCommands()).toBe(1);
    expect(await database.query(sql`select id from commands`)).toEqual([{ id: 'new' }]);
  });
});

describe('a reservation', () => {
  const truck = { kind: 'truck_under_way', key: 'T1' };
  const driver = { kind: 'driver_under_way', key: 'D1' };

  test('is held by one stream until it lets go', async () => {
    await store.append(append({ claims: [truck, driver] }));
    const other = append({ streamId: 'trip-2', claims: [{ kind: 'vpc_id', key: 'V2' }, truck] });
    expect(await store.append(other)).toEqual({ status: 'reserved', reservation: truck, holder: 'trip-1' });
    expect(await store.read('trip-2')).toMatchObject({ version: 0 });
    await store.append(append({ expectedVersion: 1, releases: [truck] }));
    expect(await store.append(other)).toEqual({ status: 'appended', version: 1 });
  });

  test('is not let go by a stream that does not hold it', async () => {
    await store.append(append({ claims: [truck] }));
    await store.append(append({ streamId: 'trip-2', releases: [truck] }));
    expect(await store.append(append({ streamId: 'trip-3', claims: [truck] }))).toMatchObject({
      status: 'reserved',
      holder: 'trip-1',
    });
  });

  test('may be claimed again by its holder', async () => {
    await store.append(append({ claims: [truck] }));
    expect(await store.append(append({ expectedVersion: 1, claims: [truck] }))).toMatchObject({
      status: 'appended',
    });
  });

  test('raced for by many streams, in any order of claims, goes to one, without a deadlock', async () => {
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        store.append(
          append({ streamId: `trip-${index}`, claims: index % 2 === 0 ? [truck, driver] : [driver, truck] }),
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'appended')).toHaveLength(1);
    expect(await database.query(sql`select from reservations`)).toHaveLength(2);
  });
});

test('the order of transactions is the order of a stream, however appends race', async () => {
  const write = async (nth: number): Promise<void> => {
    for (;;) {
      const { version } = await store.read('trip-1');
      const result = await store.append(
        append({
          expectedVersion: version,
          records: [record('trip-1', String(version + 1)), record('o', String(nth))],
        }),
      );
      if (result.status === 'appended') return;
    }
  };
  await Promise.all(Array.from({ length: 25 }, (_, nth) => write(nth)));
  const published = (await outbox()) as { key: string; value: string }[];
  const versions = published.filter(({ key }) => key === 'trip-1').map(({ value }) => Number(value));
  expect(versions).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
});
