import { sql, type Database } from '@watch-tower/database';
import { originOf, type DeadLetter, type Received } from '@watch-tower/messaging';
import { createTestDatabase, type TestDatabase } from '@watch-tower/testing';
import { deadLettersDdl, outboxDdl } from './ddl.js';
import { PgDeadLetters } from './dead-letters.js';
import { Outbox } from './outbox.js';

let server: TestDatabase;
let database: Database;
let deadLetters: PgDeadLetters;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await server.open('fleet', { ddl: [outboxDdl, deadLettersDdl] });
  const outbox = new Outbox(database, { wake: () => undefined });
  await outbox.maintain({ keptDays: 7 });
  deadLetters = new PgDeadLetters(database, outbox);
});
afterAll(() => server.close());
beforeEach(() => database.query(sql`truncate outbox, dead_letters`));

const letter = (received: Partial<Received> = {}, fields: Partial<DeadLetter> = {}): DeadLetter => ({
  group: 'fleet.telemetry',
  reason: 'the value is not JSON',
  kind: 'unreadable',
  attempts: 1,
  received: {
    topic: 'watchtower.telemetry.positions.v1',
    partition: 3,
    offset: 17n,
    key: 'KBX123A',
    headers: { ce_id: 'one' },
    value: Buffer.from('{"broken'),
    acceptedAt: new Date('2026-03-01T08:00:00.123Z'),
    ...received,
  },
  ...fields,
});

type Row = { topic: string; key: string; headers: Record<string, string>; value: string };
const published = (): Promise<Row[]> =>
  database.query<Row>(sql`select topic, key, headers, value from outbox order by position`);
/** The outbox's row as the replay will read it from Kafka. */
const restored = (row: Row | undefined) =>
  row === undefined
    ? undefined
    : originOf({
        ...letter().received,
        key: row.key,
        headers: row.headers,
        value: Buffer.from(row.value, 'utf8'),
      });

test('a dead letter is a row, and a record on the topic of its group with origin and reason', async () => {
  await deadLetters.write([letter()]);
  expect(await database.query(sql`select * from dead_letters`)).toMatchObject([
    { consumer_group: 'fleet.telemetry', partition: 3, offset: '17', value: Buffer.from('{"broken') },
  ]);
  expect(await published()).toMatchObject([
    {
      topic: 'watchtower.dlq.fleet.telemetry.v1',
      key: 'KBX123A',
      headers: { ce_id: 'one', dlq_offset: '17', dlq_reason: 'the value is not JSON' },
      value: '{"broken',
    },
  ]);
});

test('the same record of the same group is written once, of another group again', async () => {
  await deadLetters.write([letter(), letter()]);
  await deadLetters.write([letter(), letter({ offset: 18n }), letter({}, { group: 'gateway.raw' })]);
  expect(await database.query(sql`select from dead_letters`)).toHaveLength(3);
  expect(await published()).toHaveLength(3);
});

test.each([
  ['no value', null],
  ['an empty value', Buffer.alloc(0)],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ['text with U+0000', Buffer.from('{"a":"\u0000"}')],
])('%s survives', async (_, value) => {
  await deadLetters.write([letter({ value })]);
  expect(await database.query(sql`select value from dead_letters`)).toEqual([{ value }]);
  expect(restored((await published())[0])?.value).toEqual(value);
});

test('keys and headers that PostgreSQL cannot hold do not stop a letter', async () => {
  await deadLetters.write([
    letter({ key: 'a\u0000b', headers: { 'x\u0000': '\u0000' } }, { reason: 'no\u0000' }),
  ]);
  expect((await published())[0]).toMatchObject({ key: 'a\uFFFDb', headers: { 'x\uFFFD': '\uFFFD' } });
});

test('a record without a key stays one', async () => {
  await deadLetters.write([letter({ key: null })]);
  expect(restored((await published())[0])?.key).toBeNull();
});

test('a value too large for a message is whole in its row, and cut on the topic with length and digest', async () => {
  const value = Buffer.alloc(5_000_000, 'ü');
  await deadLetters.write([letter({ value })]);
  const [row] = await published();
  expect(row?.headers).toMatchObject({
    dlq_value_length_bytes: '5000000',
    dlq_value_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(Buffer.byteLength(row?.value ?? '')).toBeLessThan(1_000_000);
  expect(await database.query(sql`select octet_length(value) as bytes from dead_letters`)).toEqual([
    { bytes: 5_000_000 },
  ]);
});

test('letters written in a transaction that fails were never written', async () => {
  const work = database.transaction(async (tx) => {
    await deadLetters.writeIn(tx, [letter()]);
    throw new Error('later');
  });
  await expect(work).rejects.toThrow('later');
  expect(await published()).toEqual([]);
});

test('rows are forgotten after 90 days', async () => {
  await deadLetters.write([letter(), letter({ offset: 18n })]);
  await database.query(
    sql`update dead_letters set created_at = now() - interval '91 days' where "offset" = 17`,
  );
  expect(await deadLetters.forgetOld()).toBe(1);
  expect(await database.query(sql`select "offset" from dead_letters`)).toEqual([{ offset: '18' }]);
});
