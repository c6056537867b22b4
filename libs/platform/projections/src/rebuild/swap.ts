import {
  fragment,
  identifier,
  sql,
  type Queryable,
  type Quoted,
  type Transaction,
} from '@watch-tower/database';
import { makePartitions, replacedOf, shadowOf } from './shadow.js';

export type Exchange = {
  readonly schema: string;
  readonly projection: string;
  readonly tables: readonly string[];
  /** The topic need not hold every subject any more. */
  readonly mayLackSubjects: boolean;
};

export type Ahead = { readonly subject: string; readonly waits: boolean };

/**
 * Subjects of which the rebuilt read model knows less than the one that serves; at most ten.
 * @param tx sees the tables of the schema.
 */
export const behindIn = async (
  tx: Queryable,
  { schema, projection, mayLackSubjects }: Exchange,
): Promise<string[]> => {
  const rows = await tx.query<{ subject: string }>(sql`
    select live.subject from projection_subjects as live
    left join ${identifier(shadowOf(schema))}.projection_subjects as rebuilt
      on rebuilt.projection = live.projection and rebuilt.subject = live.subject
    where live.projection = ${projection}
      and case when ${mayLackSubjects}::boolean then rebuilt.version < live.version
        else rebuilt.version is null or rebuilt.version < live.version end
    limit 10`);
  return rows.map(({ subject }) => subject);
};

/** Of these subjects the one that serves knows less, so that their rows change by the exchange; at most 5,000. */
export const aheadIn = async (tx: Queryable, { schema, projection }: Exchange): Promise<Ahead[]> =>
  tx.query<Ahead>(sql`
    select live.subject, exists (
        select from ${identifier(shadowOf(schema))}.projection_parked as parked
        where parked.projection = live.projection and parked.subject = live.subject
      ) as waits
    from projection_subjects as live
    join ${identifier(shadowOf(schema))}.projection_subjects as rebuilt
      on rebuilt.projection = live.projection and rebuilt.subject = live.subject
    where live.projection = ${projection} and rebuilt.version > live.version
    limit 5000`);

/**
 * Puts the rebuilt tables in the place of those that serve, with the versions and the parked records that belong to them.
 * Whoever reads waits for less than a second or is not aware of it; whoever reads already goes on with what it began with.
 * @throws 55P03 (transient) where the tables cannot be had within 300 ms: all wait behind whoever waits for them.
 */
export const exchange = async (tx: Transaction, given: Exchange): Promise<void> => {
  const { schema, tables } = given;
  const [live, shadow, replaced] = [schema, shadowOf(schema), replacedOf(schema)].map(identifier);
  // A vacuum under way ends only for who waits longer than readers should: first without holding up any.
  await tx.query(sql`set local lock_timeout = '2s'`);
  for (const table of tables.map(identifier)) {
    await tx.query(sql`lock table ${live}.${table} in share update exclusive mode`);
    await tx.query(sql`lock table ${shadow}.${table} in share update exclusive mode`);
  }
  await tx.query(sql`set local lock_timeout = '300ms'`);
  for (const table of tables.map(identifier)) {
    await tx.query(sql`lock table ${live}.${table} in access exclusive mode`);
  }
  const dependants = await dependantsOf(tx, tables);
  for (const table of tables) await makePartitions(tx, schema, table);
  const [old, rebuilt] = [
    await withPartitions(tx, schema, tables),
    await withPartitions(tx, shadowOf(schema), tables),
  ];
  for (const table of old) await tx.query(sql`alter table ${live}.${table} set schema ${replaced}`);
  for (const table of rebuilt) await tx.query(sql`alter table ${shadow}.${table} set schema ${live}`);
  for (const text of dependants) await tx.query({ text, values: [] });
  await takeGuard(tx, given);
};

/** The rows, inside of a statement's `from`, in which a table and the one it replaced differ: of both sides. */
export const differentRows = (table: string, replaced: Quoted) => {
  const name = identifier(table);
  return fragment`(
    (table ${name} except table ${replaced}.${name})
    union all
    (table ${replaced}.${name} except table ${name})
  ) as different`;
};

const withPartitions = async (tx: Queryable, schema: string, tables: readonly string[]) => {
  const partitions = await tx.query<{ name: string }>(sql`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent in (
      select format('%I.%I', ${schema}::text, name)::regclass from unnest(${tables}::text[]) as name)`);
  return [...tables, ...partitions.map(({ name }) => name)].map(identifier);
};

/**
 * Views and functions that name the tables are bound to these, not to their names: as statements that make them again.
 */
const dependantsOf = async (tx: Queryable, tables: readonly string[]): Promise<string[]> => {
  const rows = await tx.query<{ statement: string }>(sql`
    with concerned as (select quote_ident(name)::regclass as oid from unnest(${tables}::text[]) as name)
    select distinct format('create or replace view %I %s as %s', view.relname,
      'with (' || array_to_string(view.reloptions, ', ') || ')', pg_get_viewdef(view.oid)) as statement
    from concerned
    join pg_depend on refclassid = 'pg_class'::regclass and refobjid = concerned.oid
    join pg_rewrite on classid = 'pg_rewrite'::regclass and pg_rewrite.oid = objid
    join pg_class as view on view.oid = ev_class and view.relkind = 'v'
    union
    select pg_get_functiondef(pg_proc.oid)
    from concerned
    join pg_depend on refclassid = 'pg_class'::regclass and refobjid = concerned.oid
    join pg_proc on classid = 'pg_proc'::regclass and pg_proc.oid = objid`);
  return rows.map(({ statement }) => statement);
};

/** Only what differs is written: of a read model that was whole that is next to nothing. */
const takeGuard = async (tx: Queryable, { schema, projection }: Exchange): Promise<void> => {
  const shadow = identifier(shadowOf(schema));
  await tx.query(sql`
    insert into projection_subjects as known (projection, subject, version)
    select rebuilt.projection, rebuilt.subject, rebuilt.version
    from ${shadow}.projection_subjects as rebuilt
    left join projection_subjects as live
      on live.projection = rebuilt.projection and live.subject = rebuilt.subject
    where rebuilt.projection = ${projection} and live.version is distinct from rebuilt.version
    on conflict (projection, subject) do update set version = excluded.version`);
  await tx.query(sql`delete from projection_parked where projection = ${projection}`);
  await tx.query(sql`
    insert into projection_parked select * from ${shadow}.projection_parked where projection = ${projection}`);
};
