import { jest } from '@jest/globals';
import { sql } from '@watch-tower/database';
import { TopicReader } from '@watch-tower/kafka';
import { openNotes, type Notes } from '../testing/notes.js';
import { RebuildRefused, type RebuildParts, type RebuildProgress } from './rebuild.js';
import { differentRows } from './swap.js';

jest.setTimeout(60_000);

let notes: Notes;
beforeEach(async () => {
  notes = await openNotes();
});
afterEach(() => notes.close());

const ids = Array.from({ length: 40 }, (_, nth) => `note ${nth}`);

const publishRounds = async (rounds: number): Promise<void> => {
  for (let round = 0; round < rounds; round += 1) await notes.publish(ids);
};

/** What stands beside the read models afterwards. */
const leftBehind = (): Promise<object[]> =>
  notes.database.query(sql`
    select nspname, relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname in ('gateway_rebuild', 'gateway_replaced') and relkind = 'r'`);

test('a read model is made anew while events arrive and people read: no read fails, nothing goes back, all is there', async () => {
  await publishRounds(25);
  await notes.project();
  let done = false;
  const read = async (): Promise<number> => {
    const highest = new Map<string, number>();
    let reads = 0;
    for (; !done; reads += 1) {
      const rows = await notes.rows();
      expect(rows.length).toBe(ids.length);
      for (const { id, version, texts } of rows) {
        expect(version).toBeGreaterThanOrEqual(highest.get(id) ?? 0);
        expect(texts).toHaveLength(version);
        highest.set(id, version);
      }
      await notes.database.query(sql`select id, texts_of(id) from long_notes`);
    }
    return reads;
  };
  const live = async (): Promise<void> => {
    while (!done) {
      await notes.publish(ids);
      await notes.project();
    }
  };
  const others = Promise.all([read(), read(), live()]);
  const { events } = await notes.rebuild().finally(() => (done = true));
  const [reads] = await others;
  expect(events).toBeGreaterThanOrEqual(25 * ids.length);
  expect(reads).toBeGreaterThan(0);
  await publishRounds(2);
  await notes.project();
  const rows = await notes.rows();
  expect(rows.map(({ id, version }) => [id, version]).sort()).toEqual([...notes.versions].sort());
  expect(rows.every(({ stale }) => !stale)).toBe(true);
  expect(await leftBehind()).toEqual([]);
});

test('what the old one had lost or held wrongly is right again', async () => {
  await publishRounds(3);
  await notes.project();
  const [rows, guard] = [await notes.rows(), await notes.guard()];
  await notes.database.query(sql`update notes set texts = '{}'`);
  await notes.database.query(sql`delete from notes where id = 'note 7'`);
  await notes.rebuild();
  expect(await notes.rows()).toEqual(rows);
  await notes.database.query(sql`truncate notes`);
  await notes.database.query(sql`delete from projection_subjects`);
  await notes.rebuild();
  expect(await notes.rows()).toEqual(rows);
  expect(await notes.guard()).toEqual(guard);
});

test('a key that waits behind poison waits in the rebuilt one too, and its letter is written once', async () => {
  await publishRounds(2);
  await notes.publish(['note 3'], 'not JSON');
  await publishRounds(1);
  await notes.project();
  const [rows, guard] = [await notes.rows(), await notes.guard()];
  expect(rows.find(({ id }) => id === 'note 3')).toMatchObject({ version: 2, stale: true });
  await notes.rebuild();
  expect(await notes.rows()).toEqual(rows);
  expect(await notes.guard()).toEqual(guard);
  expect(await notes.database.query(sql`select from dead_letters`)).toHaveLength(1);
});

test('what a projection sets off besides its tables is set off once, by what comes out otherwise', async () => {
  await publishRounds(2);
  await notes.project();
  const rows = await notes.rows();
  await notes.database.query(sql`update notes set texts = '{}' where id = 'note 7'`);
  await notes.database.query(sql`delete from notes where id = 'note 9'`);
  const different: object[][] = [];
  await notes.rebuild(
    {},
    {
      apply: () => Promise.reject(new Error('this would be set off again')),
      anew: {
        apply: notes.apply,
        exchanged: async (tx, replaced) => {
          const found = await tx.query(
            sql`select id, texts from ${differentRows('notes', replaced)} order by id, length`,
          );
          different.push(found);
        },
      },
    },
  );
  const textsOf = (wanted: string) => rows.find(({ id }) => id === wanted)?.texts;
  expect(different).toEqual([
    [
      { id: 'note 7', texts: [] },
      { id: 'note 7', texts: textsOf('note 7') },
      { id: 'note 9', texts: textsOf('note 9') },
    ],
  ]);
  expect(await notes.rows()).toEqual(rows);
});

test('names of indices and keys, options, checks, views and functions stay as they were', async () => {
  const shape = () =>
    notes.database.query(sql`
      select indexdef as what from pg_indexes where schemaname = 'gateway' and tablename = 'notes'
      union all
      select conname || pg_get_constraintdef(oid) from pg_constraint where conrelid = 'notes'::regclass
      union all
      select array_to_string(reloptions, ',') from pg_class where oid = 'notes'::regclass
      union all
      select pg_get_viewdef('long_notes'::regclass) || pg_get_functiondef('texts_of'::regproc)
      order by 1`);
  await publishRounds(12);
  await notes.project();
  const before = await shape();
  await notes.rebuild();
  expect(await shape()).toEqual(before);
  await notes.database.query(sql`delete from notes where id <> 'note 1'`);
  expect(
    await notes.database.query(sql`select id, cardinality(texts_of(id)) as count from long_notes`),
  ).toEqual([{ id: 'note 1', count: 12 }]);
});

const brokers = process.env['KAFKA_BROKERS']?.split(',') ?? [];

/** A reader whose topic is not as it should be. */
const readerWith =
  (changed: Partial<Pick<TopicReader, 'bounds' | 'toEnd'>>): RebuildParts['openReader'] =>
  async (topic) =>
    Object.assign(await TopicReader.open({ brokers, topic }), changed);

describe('the old one goes on where a rebuild', () => {
  beforeEach(async () => {
    await publishRounds(2);
    await notes.project();
  });

  const mustBeAsBefore = async (work: () => Promise<unknown>, error: unknown): Promise<void> => {
    const before = [await notes.rows(), await notes.guard()];
    await expect(work()).rejects.toThrow(error as Error);
    expect([await notes.rows(), await notes.guard()]).toEqual(before);
  };

  test('ends half-way; the next one drops what it left', async () => {
    await mustBeAsBefore(
      () =>
        notes.rebuild({
          onProgress: ({ step }: RebuildProgress) => {
            if (step === 'indexing') throw new TypeError('killed');
          },
        }),
      TypeError,
    );
    expect(await leftBehind()).not.toEqual([]);
    await notes.rebuild();
    expect(await leftBehind()).toEqual([]);
  });

  test('runs already', async () => {
    const both = await Promise.allSettled([notes.rebuild(), notes.rebuild()]);
    const refused = both.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      reason: new RebuildRefused('a read model of gateway is being rebuilt already: one at a time'),
    });
  });

  test('would lack what the topic no longer holds', async () => {
    const openReader = readerWith({
      bounds: () => Promise.resolve([{ partition: 1, low: 7n, high: 9n }]),
    });
    await mustBeAsBefore(() => notes.rebuild({ openReader }), 'partition 1 begins at offset 7');
  });

  test('would know less than what serves', async () => {
    await notes.database.query(sql`update projection_subjects set version = 9 where subject = 'note 5'`);
    await mustBeAsBefore(
      () => notes.rebuild(),
      'it would know less than the one that serves, e.g. of note 5',
    );
  });

  test('would leave something of a table behind', async () => {
    await notes.database.query(sql`alter table notes enable row level security`);
    await mustBeAsBefore(() => notes.rebuild(), 'table notes has row-level security');
  });
});
