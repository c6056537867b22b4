import { Client, DatabaseError } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { checkedName, clientConfig } from './connection.js';
import type { Database } from './database.js';
import { asConfig, sql } from './sql.js';

/** A TypeORM migration; its class name ends in the 13 digits of its time: `CreateTrips1767225600000`. */
export type Migration = new () => MigrationInterface;

export type MigrateOptions = {
  /** The owner of the database or a superuser. */
  readonly migrationUrl: string;
  /** Names the service's role and its password, as the service itself will sign in. */
  readonly serviceUrl: string;
  readonly schema: string;
  readonly migrations: readonly Migration[];
};

const migrationsTable = 'migrations';
const oldestServer = 170_000;

/**
 * Makes the service's role and schema, then runs what is missing of its migrations as that role, each in a
 * transaction of its own. Idempotent; of several at once in one database one works and the others wait.
 * @returns the names of the migrations that were run.
 * @throws Error with a sentence when the database is missing or older than PostgreSQL 17.
 */
export const migrate = async (options: MigrateOptions): Promise<{ applied: string[] }> => {
  const owner = await connectAsOwner(options.migrationUrl);
  try {
    await refuseOldServer(owner);
    // A session lock, gone with the connection; roles are shared by all schemas, hence one lock for all.
    await owner.query(`select pg_advisory_lock(hashtext('watch-tower'), hashtext('migrate'))`);
    await prepareSchema(owner, options);
    return { applied: await runMigrations(options) };
  } finally {
    await owner.end();
  }
};

/**
 * The migrations that this database still lacks: a service does not start before there are none.
 * @throws the connection's error while the server is away.
 */
export const pendingMigrations = async (
  database: Database,
  migrations: readonly Migration[],
): Promise<string[]> => {
  await database.connect();
  const [table] = await database.query<{ exists: boolean }>(
    sql`select to_regclass(${migrationsTable}) is not null as exists`,
  );
  const applied =
    table?.exists === true ? await database.query<{ name: string }>(sql`select name from migrations`) : [];
  const names = new Set(applied.map(({ name }) => name));
  return migrations.map(({ name }) => name).filter((name) => !names.has(name));
};

const connectAsOwner = async (url: string): Promise<Client> => {
  const owner = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  // What breaks the connection rejects the statement under way as well.
  owner.on('error', () => undefined);
  try {
    await owner.connect();
  } catch (error) {
    await owner.end();
    if (error instanceof DatabaseError && error.code === '3D000')
      throw new Error(`${error.message}: it must be created before the services are migrated`, {
        cause: error,
      });
    throw error;
  }
  return owner;
};

const refuseOldServer = async (owner: Client): Promise<void> => {
  const { rows } = await owner.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  const version = rows[0];
  if (version !== undefined && version.number < oldestServer)
    throw new Error(`PostgreSQL ${version.name} is too old: 17 or newer is needed (transaction_timeout)`);
};

const prepareSchema = async (owner: Client, options: MigrateOptions): Promise<void> => {
  const { username, password } = new URL(options.serviceUrl);
  await owner.query(prepareFunction);
  await owner.query(
    asConfig(
      sql`select pg_temp.prepare_service(
        ${checkedName(decodeURIComponent(username))}::text,
        ${decodeURIComponent(password)}::text,
        ${checkedName(options.schema)}::text)`,
    ),
  );
};

/**
 * In the server, since roles and grants take no parameters: `format` quotes what is put in. The role may
 * sign in and owns its schema, and two in which read models are rebuilt; nobody else may look into them. transaction_timeout bounds how long one
 * transaction can hold up the relays of the whole cluster.
 */
const prepareFunction = `
  create function pg_temp.prepare_service(role_name text, role_password text, schema_name text) returns void
  language plpgsql as $$
  declare
    owned text;
  begin
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I login', role_name);
    end if;
    execute format('alter role %I login nosuperuser nobypassrls nocreatedb nocreaterole password %L',
      role_name, role_password);
    execute format('alter role %I in database %I set transaction_timeout = ''5s''',
      role_name, current_database());
    execute format('alter role %I in database %I set search_path = %I',
      role_name, current_database(), schema_name);
    if not pg_has_role(current_user, role_name, 'SET') then
      execute format('grant %I to current_user with set true', role_name);
    end if;
    foreach owned in array array[schema_name, schema_name || '_rebuild', schema_name || '_replaced'] loop
      execute format('create schema if not exists %I authorization %I', owned, role_name);
      execute format('revoke all on schema %I from public', owned);
    end loop;
    execute 'revoke all on schema public from public';
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to %I', current_database(), role_name);
  end $$`;

const runMigrations = async (options: MigrateOptions): Promise<string[]> => {
  const role = checkedName(decodeURIComponent(new URL(options.serviceUrl).username));
  const { options: searchPath, ...connection } = clientConfig({
    url: options.migrationUrl,
    schema: options.schema,
    applicationName: `${options.schema} migrate`,
  });
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.migrationUrl,
    schema: options.schema,
    installExtensions: false,
    poolSize: 1,
    migrations: [...options.migrations],
    migrationsTableName: migrationsTable,
    migrationsTransactionMode: 'each',
    // As the service, so that it owns its tables and may add partitions; a migration may take its time.
    extra: { ...connection, query_timeout: 0, options: `${searchPath ?? ''} -c role=${role}` },
  });
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
};
