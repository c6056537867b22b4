import type { TopicDefinition } from '@watch-tower/contracts';
import { jest } from '@jest/globals';
import { sql, type Database, type Queryable } from '@watch-tower/database';
import { deadLettersDdl, Outbox, outboxDdl, PgDeadLetters } from '@watch-tower/event-store';
import { newId, read, toRecord, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { createTestDatabase, type TestDatabase } from '@watch-tower/testing';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { projectionsDdl } from './ddl.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';

const topic = {
  name: 'watchtower.test.events.v1',
  key: 'id of the note',
  description: 'Notes',
  partitions: 1,
  kept: 'forever',
  versions: 'contiguous',
  messages: { 'noted.v1': z.object({ text: z.string() }) },
} as const satisfies TopicDefinition;
type Message = Incoming<typeof topic> | Unreadable;

jest.setTimeout(30_000);

let server: TestDatabase;
let database: Database;
let projector: Projector;
let offset = 0n;
let statements = 0;
let log: [string, object][] = [];

beforeAll(async () => {
  server = await createTestDatabase();
  database = await server.open('gateway', {
    ddl: [
      outboxDdl,
      deadLettersDdl,
      projectionsDdl,
      `create table notes (id text primary key, version int not null, texts text[] not null, stale boolean not null default false)`,
    ],
  });
  const outbox = new Outbox(database, { wake: () => undefined });
  await outbox.maintain({ keptDays: 7 });
  const write = (fields: object, message: string): number => log.push([message, fields]);
  const logger = { debug: write, info: write, warn: write, error: write };
  projector = new Projector(database, new PgDeadLetters(database, outbox), logger, new Registry());
});
afterAll(() => server.close());
beforeEach(async () => {
  await database.query(sql`truncate notes, projection_subjects, projection_parked, dead_letters, outbox`);
  statements = 0;
  log = [];
});

/** Adds each text to its note, and proves that versions come contiguous and once. */
const notes: Projection<typeof topic> = {
  name: 'gateway.notes',
  group: 'gateway.notes',
  topic,
  apply: async (tx: Queryable, messages) => {
    statements += 1;
    if (messages.some(({ data }) => data.text === 'bug')) throw new TypeError('a bug');
    for (const { received, version, data } of messages) {
      const changed = await tx.query(sql`
        insert into notes (id, version, texts) values (${received.key}, ${version}, array[${data.text}])
        on conflict (id) do update set version = excluded.version, texts = notes.texts || excluded.texts
        where notes.version = excluded.version - 1
        returning id`);
      expect(changed).toHaveLength(1);
    }
  },
  markStale: async (tx, subjects, stale) => {
    await tx.query(sql`update notes set stale = ${stale} where id = any(${subjects})`);
  },
};

const received = (key: string, version: number, value: string, at = offset++) => {
  const record = toRecord(topic, key, {
    type: 'noted.v1',
    id: newId(),
    source: 'test',
    time: '2026-03-01T08:00:00Z',
    subject: key,
    version,
    correlationId: 'test',
    data: { text: '' },
  });
  return {
    ...record,
    partition: 0,
    offset: at,
    value: Buffer.from(value),
    acceptedAt: new Date(1_700_000_000_000),
  };
};
const noted = (key: string, version: number, text = `${key}${version}`, at?: bigint): Message =>
  read(topic, received(key, version, JSON.stringify({ text }), at));
const broken = (key: string, version: number, at?: bigint): Message =>
  read(topic, received(key, version, '{"text":', at));
const unknownType = (key: string, version: number): Message => {
  const record = received(key, version, '{}');
  return read(topic, { ...record, headers: { ...record.headers, ce_type: 'tomorrow.v1' } });
};

const project = (...messages: Message[]): Promise<void> => projector.project(notes, messages);
const rows = (): Promise<object[]> =>
  database.query(sql`select id, version, texts, stale from notes order by id`);
const parked = async (): Promise<string[]> =>
  (
    await database.query<{ parked: string }>(
      sql`select subject || version || coalesce(' poison', '') as parked from projection_parked order by subject, version`,
    )
  ).map((row) => row.parked);
const deadLetters = (): Promise<object[]> =>
  database.query(sql`select "offset", kind, reason from dead_letters order by "offset"`);
const upTo = (id: string, version: number, stale = false): object => ({
  id,
  version,
  texts: Array.from({ length: version }, (_, index) => `${id}${index + 1}`),
  stale,
});

test('a slice of many subjects is applied at once', async () => {
  await project(noted('a', 1), noted('b', 1), noted('a', 2), noted('b', 2), noted('b', 3));
  expect(await rows()).toEqual([upTo('a', 2), upTo('b', 3)]);
  expect(statements).toBe(1);
});

test('copies have no effect, in a slice or later', async () => {
  const messages = [noted('a', 1), noted('a', 2)];
  await project(...messages, ...messages);
  await project(...messages, noted('a', 3));
  expect(await rows()).toEqual([upTo('a', 3)]);
});

test('a gap parks its subject and no other, and shows it as stale', async () => {
  await project(noted('a', 1), noted('a', 3), noted('b', 1), noted('a', 4), noted('b', 2));
  expect(await rows()).toEqual([upTo('a', 1, true), upTo('b', 2)]);
  expect(await parked()).toHaveLength(2);
  expect(await deadLetters()).toEqual([]);
  expect(log.map(([message]) => message)).toEqual(['subjects are parked and shown as stale']);
});

test('the missing version is applied, then what waited, in order, and the row is fresh again', async () => {
  await project(noted('a', 1), noted('a', 3), noted('a', 4));
  await project(noted('a', 6));
  await project(noted('a', 2), noted('a', 5));
  expect(await rows()).toEqual([upTo('a', 6)]);
  expect(await parked()).toEqual([]);
  expect(log.at(-1)?.[0]).toBe('parked subjects are complete again');
});

test.each([
  ['poison', broken],
  ['an unknown type', unknownType],
])('%s is dead-lettered once and parks its subject until it is repaired', async (_, make) => {
  const bad = make('a', 2);
  await project(noted('a', 1), bad, noted('a', 3), noted('b', 1));
  await project(bad, noted('a', 4));
  expect(await rows()).toEqual([upTo('a', 1, true), upTo('b', 1)]);
  expect(await deadLetters()).toHaveLength(1);
  await project(noted('b', 2), noted('a', 2));
  expect(await rows()).toEqual([upTo('a', 4), upTo('b', 2)]);
  expect(await parked()).toEqual([]);
});

test('poison that names no version, delivered again and again, takes one place', async () => {
  const at = offset++;
  const nameless = (): Message => {
    const record = received('a', 2, '???', at);
    const { ce_version: _, ...headers } = record.headers as Record<string, string>;
    return read(topic, { ...record, headers });
  };
  await project(noted('a', 1), nameless());
  await project(nameless(), noted('a', 3));
  await project(nameless());
  expect(await parked()).toHaveLength(2);
  expect(await deadLetters()).toHaveLength(1);
  await project(noted('a', 2));
  expect(await rows()).toEqual([upTo('a', 3)]);
});

test('poison among what waits is passed only when it is repaired', async () => {
  await project(noted('a', 1), noted('a', 3), broken('a', 4), noted('a', 5));
  await project(noted('a', 2));
  expect(await rows()).toEqual([upTo('a', 3, true)]);
  await project(noted('a', 4));
  expect(await rows()).toEqual([upTo('a', 5)]);
});

test('a message that the projection fails on parks its subject; the rest of its slice goes on', async () => {
  const others = Array.from({ length: 20 }, (_, index) => noted(`n${index}`, 1));
  await project(noted('a', 1), ...others, noted('a', 2, 'bug'), noted('a', 3), noted('b', 1));
  expect((await rows()).slice(0, 2)).toEqual([upTo('a', 1, true), upTo('b', 1)]);
  expect(await rows()).toHaveLength(22);
  expect(await deadLetters()).toMatchObject([{ kind: 'TypeError', reason: 'a bug' }]);
  await project(noted('a', 2));
  expect((await rows())[0]).toEqual(upTo('a', 3));
});

test('what waited and then fails is poison itself', async () => {
  await project(noted('a', 1), noted('a', 3, 'bug'), noted('a', 4));
  await project(noted('a', 2));
  expect(await rows()).toEqual([upTo('a', 2, true)]);
  expect(await deadLetters()).toMatchObject([{ kind: 'TypeError' }]);
  await project(noted('a', 3));
  expect(await rows()).toEqual([upTo('a', 4)]);
});

test('an outage or a transient failure is the runner’s, and changes nothing', async () => {
  const timedOut = {
    ...notes,
    apply: (tx: Queryable) => tx.query(sql`do $$ begin raise sqlstate '40001'; end $$`).then(() => undefined),
  };
  await expect(projector.project(timedOut, [noted('a', 1)])).rejects.toMatchObject({ code: '40001' });
  expect(await parked()).toEqual([]);
  expect(await deadLetters()).toEqual([]);
});

test('more than one drain can hold is drained whole', async () => {
  await project(...Array.from({ length: 230 }, (_, index) => noted('a', index + 2)));
  await project(...Array.from({ length: 30 }, (_, index) => noted('b', index + 2)));
  await project(noted('a', 1), noted('b', 1));
  expect(await rows()).toEqual([upTo('a', 231), upTo('b', 31)]);
});

test('a drain that was cut short goes on when its message is delivered again', async () => {
  await project(noted('a', 2), noted('a', 3));
  await database.query(sql`insert into notes (id, version, texts) values ('a', 1, '{a1}')`);
  await database.query(sql`insert into projection_subjects values ('gateway.notes', 'a', 1)`);
  await project(noted('a', 1));
  expect(await rows()).toEqual([upTo('a', 3)]);
});

test('two owners of a partition, after a rebalance, do nothing twice', async () => {
  const messages = Array.from({ length: 50 }, (_, index) => noted('a', index + 1));
  await Promise.all(Array.from({ length: 5 }, () => project(...messages)));
  expect(await rows()).toEqual([upTo('a', 50)]);
});

test('projections of one topic keep their places apart', async () => {
  await project(noted('a', 1));
  const seen: (number | undefined)[] = [];
  const other = {
    ...notes,
    name: 'gateway.other',
    group: 'gateway.other',
    apply: async (_tx: Queryable, messages: readonly { version?: number }[]) => {
      seen.push(...messages.map(({ version }) => version));
    },
  };
  await projector.project(other, [noted('a', 1), noted('a', 2)]);
  expect(seen).toEqual([1, 2]);
  expect(await rows()).toEqual([upTo('a', 1)]);
});

test('a state topic takes the newest; poison is stale until a newer state comes', async () => {
  const stateTopic = { ...topic, kept: 'compacted', versions: 'newest' } as const;
  const states: Projection<typeof stateTopic> = {
    ...notes,
    topic: stateTopic,
    apply: async (tx, messages) => {
      for (const {
        received: { key },
        version,
        data,
      } of messages)
        await tx.query(sql`
          insert into notes (id, version, texts) values (${key}, ${version}, array[${data.text}])
          on conflict (id) do update set version = excluded.version, texts = excluded.texts`);
    },
  };
  await projector.project(states, [noted('a', 3), noted('a', 9), noted('a', 7), broken('a', 10)] as never);
  expect(await rows()).toEqual([{ id: 'a', version: 9, texts: ['a9'], stale: true }]);
  await projector.project(states, [noted('a', 12)] as never);
  expect(await rows()).toEqual([{ id: 'a', version: 12, texts: ['a12'], stale: false }]);
  expect(await parked()).toEqual([]);
});

test('any order of delivery, with copies and repaired poison, ends in the same state', async () => {
  const versions = [1, 2, 3, 4, 5, 6];
  const deliveries = fc
    .tuple(
      fc.shuffledSubarray([...versions, ...versions], { minLength: 12, maxLength: 12 }),
      fc.array(fc.tuple(fc.constantFrom(...versions), fc.nat(11)), { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
    )
    .map(([order, poisonAt, sliceSize]) => ({ order, poisonAt, sliceSize }));
  await fc.assert(
    fc.asyncProperty(deliveries, async ({ order, poisonAt, sliceSize }) => {
      await database.query(sql`truncate notes, projection_subjects, projection_parked, dead_letters, outbox`);
      const messages = order.map((version) => noted('a', version));
      for (const [version, place] of poisonAt) messages.splice(place, 0, broken('a', version));
      for (let from = 0; from < messages.length; from += sliceSize)
        await project(...messages.slice(from, from + sliceSize));
      expect(await rows()).toEqual([upTo('a', 6)]);
      expect(await parked()).toEqual([]);
    }),
    { numRuns: 30, seed: 20260301 },
  );
}, 60_000);
