import { identifier, literal, sql, type Queryable, type Session } from '@watch-tower/database';

/** Beside a service's own schema: where a read model is made anew, and where the one it replaces waits for its last reader. */
export const shadowOf = (schema: string): string => `${schema}_rebuild`;
export const replacedOf = (schema: string): string => `${schema}_replaced`;

/** The projector's own tables: a rebuild has some of its own, so that the guard begins anew with the rows. */
export const guardTables = ['projection_subjects', 'projection_parked'] as const;

/** What of these tables a copy would lack, as sentences; a table that is missing too. */
export const obstaclesIn = async (
  database: Queryable,
  schema: string,
  tables: readonly string[],
): Promise<string[]> => {
  const rows = await database.query<{ obstacle: string }>(sql`
    with original as (
      select name, to_regclass(format('%I.%I', ${schema}::text, name)) as oid
      from unnest(${tables}::text[]) as name
    )
    select format('table %s does not exist', name) as obstacle from original where oid is null
    union all
    select format('%s is no table', name) from original join pg_class using (oid) where relkind not in ('r', 'p')
    union all
    select format('table %s has the index %s in every partition', name, indexrelid::regclass)
    from original join pg_class using (oid) join pg_index on indrelid = original.oid
    where relkind = 'p' and not indisprimary
    union all
    select format('table %s has row-level security', name)
    from original join pg_class using (oid) where relrowsecurity
    union all
    select format('table %s has the trigger %s', name, tgname)
    from original join pg_trigger on tgrelid = original.oid where not tgisinternal
    union all
    select format('table %s has the foreign key %s', name, conname)
    from original join pg_constraint on original.oid in (conrelid, confrelid) where contype = 'f'
    union all
    select format('table %s has the sequence %s', name, objid::regclass)
    from original join pg_depend on refobjid = original.oid
    where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and deptype in ('a', 'i')
      and objid in (select oid from pg_class where relkind = 'S')`);
  return rows.map(({ obstacle }) => obstacle);
};

/** An empty table like that of the schema: columns, checks, keys with their names, options; its indices come later. */
export const makeTable = async (database: Queryable, schema: string, table: string): Promise<void> => {
  await database.query(sql`
    do $$
    declare
      original regclass := format('%I.%I', ${literal(schema)}, ${literal(table)})::regclass;
      copy text := format('%I.%I', ${literal(shadowOf(schema))}, ${literal(table)});
      unique_key record;
    begin
      execute format('create table %s (like %I.%I including all excluding indexes) %s %s', copy,
        ${literal(schema)}, ${literal(table)},
        (select 'partition by ' || pg_get_partkeydef(oid) from pg_class where oid = original and relkind = 'p'),
        (select 'with (' || array_to_string(reloptions, ', ') || ')' from pg_class where oid = original));
      for unique_key in
        select conname, pg_get_constraintdef(oid, true) as definition from pg_constraint
        where conrelid = original and contype in ('p', 'u', 'x')
      loop
        execute format('alter table %s add constraint %I %s', copy, unique_key.conname, unique_key.definition);
      end loop;
    end $$`);
  await makePartitions(database, schema, table);
};

/** The partitions that the copy of a table lacks: more may have come since it was made. */
export const makePartitions = async (database: Queryable, schema: string, table: string): Promise<void> => {
  await database.query(sql`
    do $$
    declare
      copy text := format('%I.%I', ${literal(shadowOf(schema))}, ${literal(table)});
      partition record;
    begin
      for partition in
        select relname as name, pg_get_expr(relpartbound, oid) as bound from pg_inherits join pg_class on oid = inhrelid
        where inhparent = format('%I.%I', ${literal(schema)}, ${literal(table)})::regclass
          and to_regclass(format('%I.%I', ${literal(shadowOf(schema))}, relname)) is null
      loop
        execute format('create table %I.%I partition of %s %s', ${literal(shadowOf(schema))}, partition.name, copy,
          partition.bound);
      end loop;
    end $$`);
};

/**
 * The indices of tables that are no constraint's, as statements that make the same on the table of that name which the
 * search path finds first. To be asked for where that is the original.
 */
export const indicesOf = async (database: Queryable, tables: readonly string[]): Promise<string[]> => {
  const rows = await database.query<{ statement: string }>(sql`
    select regexp_replace(pg_get_indexdef(indexrelid, 0, true), '^CREATE (UNIQUE )?INDEX', '\\& concurrently')
      as statement
    from unnest(${tables}::text[]) as name
    join pg_index on indrelid = quote_ident(name)::regclass
    where not exists (select from pg_constraint where conindid = indexrelid)
    order by 1`);
  return rows.map(({ statement }) => statement);
};

/**
 * Runs a statement that was read from the catalogue. An index takes longer than a transaction may: it is built
 * concurrently, which takes no transaction id while it reads, so that no relay waits for it.
 */
export const makeIndex = async (session: Session, statement: string): Promise<void> => {
  await session.query({ text: statement, values: [] });
};

export const analyze = async (session: Session, table: string): Promise<void> => {
  await session.query(sql`analyze ${identifier(table)}`);
};

/** Drops what stands in a schema, one table after the other. */
export const emptySchema = async (database: Queryable, schema: string): Promise<void> => {
  const tables = await database.query<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = to_regnamespace(quote_ident(${schema})) and relkind in ('r', 'p') and not relispartition`);
  for (const { name } of tables)
    await database.query(sql`drop table ${identifier(schema)}.${identifier(name)}`);
};
