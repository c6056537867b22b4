import { jest } from '@jest/globals';
import { sql, type Database } from '@watch-tower/database';
import { MessageTooLargeError, type OutgoingRecord } from '@watch-tower/messaging';
import { createTestDatabase, eventually, RecordingPublisher, type TestDatabase } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { deadLettersDdl, outboxDdl } from './ddl.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.js';

jest.setTimeout(30_000);

let server: TestDatabase;
let database: Database;
let replica: Database;
let publisher: RecordingPublisher;
let relays: Relay[] = [];
let lines: string[] = [];

beforeAll(async () => {
  server = await createTestDatabase();
  database = await server.open('trip', { ddl: [outboxDdl, deadLettersDdl] });
  replica = await server.open('trip');
  await new Outbox(database, { wake: () => undefined }).maintain({ keptDays: 7 });
});
afterAll(() => server.close());
beforeEach(async () => {
  await database.query(sql`truncate outbox, relay_cursor, dead_letters`);
  publisher = new RecordingPublisher();
  lines = [];
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  relays = [];
});

const write = (_fields: object, message: string): number => lines.push(message);
const log = { debug: () => undefined, info: write, warn: write, error: write };

const startRelay = (
  options: { on?: Database; metrics?: Registry; table?: string; pollMs?: number } = {},
): Relay => {
  const { on = database, metrics = new Registry(), ...rest } = options;
  const relay = new Relay({ database: on, publisher, log, metrics, ...rest });
  relay.start();
  relays.push(relay);
  return relay;
};
const record = (key: string, value: string): OutgoingRecord => ({
  topic: 'trips',
  key,
  headers: { ce_id: value },
  value,
});
const enqueue = (records: readonly OutgoingRecord[], relay: { wake(): void } = { wake: () => undefined }) =>
  new Outbox(database, relay).enqueue(database, records);
const numbers = (count: number, from = 1): string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));
const published = (count: number): Promise<void> =>
  eventually(() => expect(new Set(publisher.records.map(({ value }) => value)).size).toBe(count), {
    timeoutMs: 10_000,
  });
const leader = async (metrics: Registry): Promise<void> =>
  eventually(async () =>
    expect(await metrics.metrics()).toContain('watchtower_relay_leading{table="outbox"} 1'),
  );

test('publishes what is committed, whole and in order, in bounded batches', async () => {
  const records = numbers(1_200).map((value) => record('a', value));
  await enqueue(records);
  startRelay();
  await published(1_200);
  expect(publisher.records).toEqual(records);
  expect(publisher.attempts).toBe(3);
});

test('bounds a batch by its bytes too', async () => {
  await enqueue(numbers(5).map((value) => record('a', JSON.stringify(value.repeat(1_700_000)))));
  startRelay();
  await published(5);
  expect(publisher.attempts).toBe(2);
});

describe('without looking by itself', () => {
  const pollMs = 60_000;

  test('is woken by each commit of its process', async () => {
    const metrics = new Registry();
    const relay = startRelay({ metrics, pollMs });
    await leader(metrics);
    for (const value of numbers(40)) {
      await enqueue([record('a', value)], relay);
      await published(Number(value));
    }
  });

  test('is woken by the relays of other processes', async () => {
    const metrics = new Registry();
    startRelay({ metrics, pollMs });
    await leader(metrics);
    const standby = startRelay({ on: replica, pollMs });
    for (const value of numbers(10)) {
      await enqueue([record('a', value)], standby);
      await published(Number(value));
    }
  });
});

test('finds what was committed without a word', async () => {
  const metrics = new Registry();
  startRelay({ metrics });
  await leader(metrics);
  await enqueue([record('a', '1')]);
  await published(1);
});

test('does not skip a transaction that began first and commits last', async () => {
  const metrics = new Registry();
  startRelay({ metrics });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let started = (): void => undefined;
  const hasStarted = new Promise<void>((resolve) => (started = resolve));
  const late = database.transaction(async (tx) => {
    await tx.query(sql`select pg_current_xact_id()`);
    await new Outbox(database, { wake: () => undefined }).enqueue(tx, [record('late', 'late')]);
    started();
    await held;
  });
  await hasStarted;
  for (const value of numbers(20)) await enqueue([record('early', value)]);
  await eventually(async () =>
    expect(await metrics.metrics()).toContain('watchtower_relay_unpublished_rows{table="outbox"} 20'),
  );
  expect(publisher.records).toEqual([]);
  release();
  await late;
  await published(21);
  expect(publisher.records[0]).toEqual(record('late', 'late'));
});

test('keeps the order of each of two subjects that transactions touch in opposite order', async () => {
  const relay = startRelay();
  const outbox = new Outbox(database, relay);
  const next: Record<string, number> = { a: 0, b: 0 };
  const touch = (subjects: readonly ['a', 'b'] | readonly ['b', 'a']): Promise<void> =>
    database.transaction(async (tx) => {
      await tx.lockSubjects(subjects);
      await outbox.enqueue(
        tx,
        subjects.map((subject) => {
          next[subject] = (next[subject] ?? 0) + 1;
          return record(subject, JSON.stringify(`${subject}${next[subject]}`));
        }),
      );
    });
  await Promise.all(numbers(60).map((nth) => touch(Number(nth) % 2 === 0 ? ['a', 'b'] : ['b', 'a'])));
  await published(120);
  for (const subject of ['a', 'b'])
    expect(publisher.valuesOf(subject)).toEqual(numbers(60).map((nth) => JSON.stringify(subject + nth)));
});

test('a relay cut off between sending and marking sends again, and loses nothing', async () => {
  let cuts = 0;
  const publish = publisher.publish.bind(publisher);
  publisher.publish = async (records) => {
    await publish(records);
    if (cuts < 5) {
      cuts += 1;
      await server.asAdministrator(
        `select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.objsubid = 2
         and l.database = (select oid from pg_database where datname = current_database())`,
      );
    }
  };
  await enqueue(numbers(100).map((value) => record('a', value)));
  startRelay();
  await published(100);
  await eventually(async () =>
    expect(await database.query(sql`select from relay_cursor where position > 0`)).toHaveLength(1),
  );
  expect(cuts).toBe(5);
  expect(publisher.records).toHaveLength(600);
});

test('of two relays one publishes; when it stops the other goes on where it was', async () => {
  const [first, second] = [new Registry(), new Registry()];
  const leading = startRelay({ metrics: first });
  await leader(first);
  const standby = startRelay({ on: replica, metrics: second });
  await enqueue(
    numbers(50).map((value) => record('a', value)),
    leading,
  );
  await published(50);
  await leading.stop();
  await enqueue(
    numbers(50, 51).map((value) => record('a', value)),
    standby,
  );
  await published(100);
  await leader(second);
  expect(publisher.valuesOf('a')).toEqual(numbers(100));
});

test('the cursor never moves backwards', async () => {
  const positions: bigint[] = [];
  startRelay();
  startRelay({ on: replica });
  for (const value of numbers(30)) {
    await enqueue([record('a', value)], relays[Number(value) % 2]);
    const rows = await database.query<{ position: string }>(sql`select position::text from relay_cursor`);
    positions.push(...rows.map(({ position }) => BigInt(position)));
  }
  await published(30);
  expect(positions).toEqual([...positions].sort((a, b) => Number(a - b)));
});

test('a publisher that fails is tried again, in order, and said once to fail and once to work', async () => {
  let failures = 3;
  publisher.refuse = () => (failures-- > 0 ? new Error('the broker is away') : undefined);
  await enqueue(numbers(3).map((value) => record('a', value)));
  const metrics = new Registry();
  startRelay({ metrics });
  await published(3);
  expect(publisher.valuesOf('a')).toEqual(['1', '2', '3']);
  expect(await metrics.metrics()).toContain('watchtower_relay_publish_failures_total{table="outbox"} 3');
  expect(lines).toEqual(['publishing fails and is tried again', 'publishing works again']);
});

test('a record too large for any broker is set aside where it is seen, and holds nobody up', async () => {
  publisher.refuse = (records) => {
    const large = records.filter(({ value }) => value === '2');
    return large.length > 0 ? new MessageTooLargeError(large, 1) : undefined;
  };
  await enqueue(numbers(3).map((value) => record('a', value)));
  startRelay();
  await published(2);
  expect(publisher.valuesOf('a')).toEqual(['1', '3']);
  expect(
    await database.query(sql`select consumer_group, topic, key, headers, value, kind from dead_letters`),
  ).toEqual([
    {
      consumer_group: 'relay.outbox',
      topic: 'trips',
      key: 'a',
      headers: { ce_id: '2' },
      value: Buffer.from('2'),
      kind: 'too_large',
    },
  ]);
  expect(lines).toEqual(['a record that no broker will take was set aside as a dead letter']);
});

test('stopping publishes what is committed', async () => {
  const metrics = new Registry();
  const relay = startRelay({ metrics });
  await leader(metrics);
  await enqueue(numbers(2_000).map((value) => record('a', value)));
  await relay.stop();
  expect(publisher.records).toHaveLength(2_000);
});

test('stopping is bounded while the broker is away', async () => {
  publisher.refuse = () => new Error('the broker is away');
  await enqueue([record('a', '1')]);
  const relay = startRelay();
  await eventually(() => expect(publisher.attempts).toBeGreaterThan(0));
  await relay.stop();
  expect(publisher.records).toEqual([]);
  expect(lines).toContain('the relay stops before all is published');
});

test('shows what waits, and for how long a transaction has held it up', async () => {
  const metrics = new Registry();
  publisher.refuse = () => new Error('the broker is away');
  await enqueue(numbers(7).map((value) => record('a', value)));
  startRelay({ metrics });
  await database.transaction(async (tx) => {
    await tx.query(sql`select pg_current_xact_id()`);
    await eventually(
      async () =>
        expect(await metrics.metrics()).toMatch(
          /watchtower_relay_horizon_age_seconds\{table="outbox"\} [1-9]/,
        ),
      { timeoutMs: 4_900 },
    );
  });
  const shown = await metrics.metrics();
  expect(shown).toContain('watchtower_relay_unpublished_rows{table="outbox"} 7');
  expect(shown).toMatch(/watchtower_relay_oldest_unpublished_age_seconds\{table="outbox"\} [1-9]/);
  publisher.refuse = () => undefined;
  await eventually(
    async () =>
      expect(await metrics.metrics()).toContain('watchtower_relay_horizon_age_seconds{table="outbox"} 0'),
    { timeoutMs: 8_000 },
  );
});

test('publishes any table of the outbox shape, beside the outbox', async () => {
  await database.query({
    text: `create table inbox (
        transaction_id xid8 not null default pg_current_xact_id(), position bigint generated always as identity,
        topic text not null, key text not null, headers jsonb not null, value text not null,
        created_at timestamptz not null default now(), received_from text
      );
      create index inbox_order on inbox (transaction_id, position)`,
    values: [],
  });
  const metrics = new Registry();
  startRelay({ metrics });
  startRelay({ metrics, table: 'inbox' });
  await database.query(
    sql`insert into inbox (topic, key, headers, value, received_from) values ('fixes', 'K1', '{}', '1', 'loconav')`,
  );
  await enqueue([record('a', '2')]);
  await published(2);
  expect(publisher.valuesOf('K1')).toEqual(['1']);
});
