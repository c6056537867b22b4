import { createTestDatabase, eventually, type TestDatabase } from '@watch-tower/testing';
import { severityOf } from '@watch-tower/errors';
import { Database } from './database.js';
import { forgetOld } from './forget-old.js';
import { sql } from './sql.js';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await server.open('trip', {
    ddl: ['create table notes (id int primary key, text text, data jsonb, bytes bytea)'],
  });
});
afterAll(() => server.close());
beforeEach(() => database.query(sql`truncate notes`));

const endBackends = (): Promise<object[]> =>
  server.asAdministrator(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );

test('values of a query are parameters, never part of its text', async () => {
  const text = `'; drop table notes; --`;
  await database.query(sql`insert into notes (id, text) values (${1}, ${text})`);
  expect(await database.query(sql`select text from notes`)).toEqual([{ text }]);
});

test('a schema is found without naming it', async () => {
  expect(
    await database.query(sql`select current_schema() as schema, current_setting('search_path') as path`),
  ).toEqual([{ schema: 'trip', path: 'trip' }]);
});

test('the TypeORM data source shares the pool and its schema', async () => {
  await database.query(sql`insert into notes (id) values (1)`);
  expect(await database.dataSource.query('select id from notes')).toEqual([{ id: 1 }]);
});

describe('a transaction', () => {
  test('is committed as a whole, and only then calls back', async () => {
    const seen: string[] = [];
    await database.transaction(async (tx) => {
      tx.afterCommit(() => seen.push('committed'));
      await tx.query(sql`insert into notes (id) values (1), (2)`);
      seen.push('written');
    });
    expect(seen).toEqual(['written', 'committed']);
    expect(await database.query(sql`select from notes`)).toHaveLength(2);
  });

  test('leaves nothing behind when its work throws', async () => {
    let calledBack = false;
    const work = database.transaction(async (tx) => {
      tx.afterCommit(() => (calledBack = true));
      await tx.query(sql`insert into notes (id) values (1)`);
      throw new TypeError('a bug');
    });
    await expect(work).rejects.toThrow(TypeError);
    expect(calledBack).toBe(false);
    expect(await database.query(sql`select from notes`)).toEqual([]);
  });

  test('that caught the error of a statement does not pass as committed', async () => {
    const work = database.transaction(async (tx) => {
      await tx.query(sql`select 1 / 0`).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('rolled back');
  });

  test('of which one part has failed takes nothing more of the others', async () => {
    const { promise: failed, resolve: fail } = Promise.withResolvers<void>();
    let late: Promise<unknown> | undefined;
    const work = database.transaction(async (tx) => {
      late = failed.then(() => tx.query(sql`insert into notes (id) values (7)`));
      late.catch(() => undefined);
      await Promise.all([tx.query(sql`select 1 / 0`), late]);
    });
    await expect(work).rejects.toThrow('division by zero');
    fail();
    await expect(late).rejects.toThrow('has ended');
    expect(await database.query(sql`select from notes where id = 7`)).toEqual([]);
  });

  test('carries out statements given together in their order', async () => {
    const rows = await database.transaction(async (tx) => {
      const [, , found] = await Promise.all([
        tx.query(sql`insert into notes (id) values (8)`),
        tx.query(sql`update notes set id = 9 where id = 8`),
        tx.query<{ id: number }>(sql`select id::int from notes where id in (8, 9)`),
      ]);
      await tx.query(sql`delete from notes where id = 9`);
      return found;
    });
    expect(rows).toEqual([{ id: 9 }]);
  });

  test('shows a query what was written before it, and commits what was written after', async () => {
    const rows = await database.transaction(async (tx) => {
      tx.write(sql`insert into notes (id) values (8)`);
      tx.write(sql`update notes set id = 9 where id = 8`);
      const found = await tx.query<{ id: number }>(sql`select id::int from notes where id in (8, 9)`);
      tx.write(sql`insert into notes (id) values (10)`);
      return found;
    });
    expect(rows).toEqual([{ id: 9 }]);
    expect(await database.query(sql`select id::int from notes order by id`)).toEqual([{ id: 9 }, { id: 10 }]);
  });

  test('takes an id for what it writes with its commit, not before', async () => {
    const before = await database.transaction(async (tx) => {
      const [session] = await tx.query<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      tx.write(sql`insert into notes (id) values (1)`);
      return database.query(sql`
        select backend_xid is not null as "hasId" from pg_stat_activity where pid = ${session?.pid}`);
    });
    expect(before).toEqual([{ hasId: false }]);
    expect(await database.query(sql`select from notes`)).toHaveLength(1);
  });

  test('whose write fails with the commit rejects with its error, and is not there at all', async () => {
    let calledBack = false;
    const work = database.transaction((tx) => {
      tx.afterCommit(() => (calledBack = true));
      tx.write(sql`insert into notes (id) values (1)`);
      tx.write(sql`select 1 / 0`);
      tx.write(sql`insert into notes (id) values (2)`);
      return Promise.resolve();
    });
    await expect(work).rejects.toMatchObject({ message: 'division by zero', code: '22012' });
    expect(calledBack).toBe(false);
    expect(await database.query(sql`select from notes`)).toEqual([]);
  });

  test('whose write fails with a query rejects that query with its error', async () => {
    const work = database.transaction(async (tx) => {
      tx.write(sql`select 1 / 0`);
      await tx.query(sql`select 1`);
    });
    await expect(work).rejects.toThrow('division by zero');
    expect(await database.query(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test('locks its subjects before all else', async () => {
    const late = database.transaction(async (tx) => {
      await tx.query(sql`insert into notes (id) values (1)`);
      await tx.lockSubjects(['a']);
    });
    await expect(late).rejects.toThrow('first thing');
  });

  test('takes no transaction id by locking', async () => {
    const [row] = await database.transaction(async (tx) => {
      await tx.lockSubjects(['a', 'b', 'a']);
      return tx.query<{ id: string | null }>(sql`select pg_current_xact_id_if_assigned()::text as id`);
    });
    expect(row).toEqual({ id: null });
  });

  test('on the same two subjects as many others, in opposite order, never deadlocks', async () => {
    const write = (id: number, subjects: string[]): Promise<void> =>
      database.transaction(async (tx) => {
        await tx.lockSubjects(subjects);
        await tx.query(sql`insert into notes (id) values (${id})`);
      });
    await Promise.all(
      Array.from({ length: 60 }, (_, id) => write(id, id % 2 === 0 ? ['a', 'b'] : ['b', 'a'])),
    );
    expect(await database.query(sql`select from notes`)).toHaveLength(60);
  });

  test('is ended by the server after 5 s, as a transient failure, and the pool goes on', async () => {
    const tooLong = database.transaction((tx) => tx.query(sql`select pg_sleep(30)`));
    const error: unknown = await tooLong.catch((reason: unknown) => reason);
    expect(severityOf(error)).toBe('transient');
    expect(await database.query(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  }, 10_000);
});

test('old rows are forgotten, however many slices they make, and young ones stay', async () => {
  await database.query(sql`create table told (at timestamptz not null)`);
  await database.query(sql`
    insert into told select now() - interval '31 days' from generate_series(1, 2500) union all select now()`);
  await forgetOld(database, { table: 'told', time: 'at', keptDays: 30 });
  expect(await database.query(sql`select from told`)).toHaveLength(1);
  await database.query(sql`drop table told`);
});

describe('when the server goes', () => {
  test('queries and transactions under way fail as an outage, and the next ones work', async () => {
    const query = database.query(sql`select pg_sleep(4)`).catch((error: unknown) => error);
    const idle = database
      .transaction(async (tx) => {
        await tx.query(sql`select 1`);
        await eventually(async () => expect(await endBackends()).not.toEqual([]));
        await query;
        await tx.query(sql`select 1`);
      })
      .catch((error: unknown) => error);
    expect(severityOf(await query)).toBe('outage');
    expect(severityOf(await idle)).toBe('outage');
    // The pool learns of each connection's end as its message is read: one of them may fail yet.
    await eventually(async () => expect(await database.query(sql`select 1 as one`)).toEqual([{ one: 1 }]));
  });

  test('a pool that is told of connections lost while idle lives on', async () => {
    const errors: Error[] = [];
    const replica = await Database.open({
      url: server.serviceUrl('trip'),
      schema: 'trip',
      applicationName: 'replica',
      poolSizeMax: 2,
      onError: (error) => errors.push(error),
    });
    await endBackends();
    await eventually(() => expect(errors).not.toEqual([]));
    expect(await replica.isReachable(1_000)).toBe(true);
    await replica.close();
  });

  test('a session says once that it is lost', async () => {
    const lost: Error[] = [];
    const session = await database.session({ onLost: (error) => lost.push(error) });
    await endBackends();
    await eventually(() => expect(lost).toHaveLength(1));
    expect(session.isOpen).toBe(false);
    await session.close();
    expect(lost).toHaveLength(1);
  });
});

describe('opening', () => {
  const nowhere = { schema: 'trip', applicationName: 'test', poolSizeMax: 2 };

  test('does not fail while the server is away, and says so', async () => {
    const errors: Error[] = [];
    const away = await Database.open({
      ...nowhere,
      url: 'postgres://trip:x@127.0.0.1:1/none',
      onError: (error) => errors.push(error),
    });
    expect(errors.map(severityOf)).toEqual(['outage']);
    expect(await away.isReachable(500)).toBe(false);
    await away.close();
  });

  test('fails when the server refuses the role', async () => {
    const url = new URL(server.serviceUrl('trip'));
    url.username = 'nobody';
    await expect(Database.open({ ...nowhere, url: url.href })).rejects.toThrow('nobody');
  });
});
