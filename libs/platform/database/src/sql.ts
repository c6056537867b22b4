import { escapeIdentifier, escapeLiteral, type QueryConfig } from 'pg';

/** A statement with its parameters. `name` makes it a prepared statement of that name on its connection. */
export type Sql = { readonly text: string; readonly values: readonly unknown[]; readonly name?: string };

/** Whatever runs a statement: the pool, a transaction, a session. */
export type Queryable = { query<Row extends object>(statement: Sql): Promise<Row[]> };

export class Quoted {
  constructor(readonly text: string) {}
}

/** The name of a table or column inside of `sql`, quoted: where a name itself varies (partitions). */
export const identifier = (name: string): Quoted => new Quoted(escapeIdentifier(name));

/** A text inside of `sql`, quoted: for statements that take no parameters (DDL). Never for values of rows. */
export const literal = (text: string): Quoted => new Quoted(escapeLiteral(text));

/** A piece of SQL with its values. */
class Fragment {
  constructor(
    readonly parts: TemplateStringsArray,
    readonly inserted: readonly unknown[],
  ) {}
}

/** A piece of a statement inside of `sql`, where its shape varies: a sort key, a direction, what comes after a cursor. */
export const fragment = (parts: TemplateStringsArray, ...inserted: unknown[]): Fragment =>
  new Fragment(parts, inserted);

/**
 * One statement as SQL: each `${value}` becomes a parameter `$1…`, so that no value ever is part of the text.
 * An array is one parameter, for `unnest(${ids}::text[])`.
 */
export const sql = (parts: TemplateStringsArray, ...inserted: unknown[]): Sql => {
  const values: unknown[] = [];
  const write = (one: unknown): string => {
    if (one instanceof Quoted) return one.text;
    if (one instanceof Fragment) return join(one.parts, one.inserted);
    return `$${values.push(one)}`;
  };
  const join = ([first = '', ...rest]: readonly string[], between: readonly unknown[]): string =>
    rest.reduce((text, part, index) => text + write(between[index]) + part, first);
  return { text: join(parts, inserted), values };
};

/** A statement that is parsed and planned once per connection. One name, one text: pg refuses anything else. */
export const prepared = (name: string, statement: Sql): Sql => ({ ...statement, name });

/** Text as PostgreSQL can hold it: every character but U+0000, which becomes the replacement character. */
export const withoutNul = <Text extends string | null>(text: Text) =>
  (text === null ? null : text.replaceAll('\u0000', '\uFFFD')) as Text extends null ? null : string;

/** Headers of a record, names and values, as PostgreSQL can hold them. */
export const entriesWithoutNul = (entries: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).map(([name, text]) => [withoutNul(name), withoutNul(text)]));

/** pg's types want a mutable array, though it changes none. Not exported from the library. */
export const asConfig = (statement: Sql): QueryConfig => statement as QueryConfig;
