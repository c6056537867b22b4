import { fragment, identifier, literal, prepared, sql, withoutNul } from './sql.js';

test('each value becomes a parameter, an array one', () => {
  expect(sql`select ${1}, ${'a'} where id = any(${[1, 2]})`).toEqual({
    text: 'select $1, $2 where id = any($3)',
    values: [1, 'a', [1, 2]],
  });
});

test('names and literals are quoted in place', () => {
  expect(sql`comment on table ${identifier('od"d')} is ${literal("it's")} -- ${1}`).toEqual({
    text: `comment on table "od""d" is 'it''s' -- $1`,
    values: [1],
  });
});

test('a fragment is part of the statement, its values in the order of the whole', () => {
  const after = fragment`(${identifier('at')}, id) < (${'b'}, ${'c'})`;
  expect(sql`select ${'a'} where ${after} order by at ${fragment`desc`} limit ${2}`).toEqual({
    text: 'select $1 where ("at", id) < ($2, $3) order by at desc limit $4',
    values: ['a', 'b', 'c', 2],
  });
});

test('a prepared statement has a name', () => {
  expect(prepared('one', sql`select 1`)).toEqual({ name: 'one', text: 'select 1', values: [] });
});

test('the one character that PostgreSQL cannot hold is replaced', () => {
  expect(withoutNul('a\u0000b')).toBe('a\uFFFDb');
});
