import { join } from 'node:path';
import { forget } from './commands/reset.js';
import { ensureDatabase } from './database.js';
import { letTrucksDrive, startDemo } from './demo/start-demo.js';
import { StackError } from './errors.js';
import { publishFacts, withdrawFacts, type StackFacts } from './facts.js';
import { exists } from './files.js';
import { openInfrastructure, type Infrastructure } from './infrastructure/infrastructure.js';
import { repositoryDir } from './paths.js';
import type { Exit } from './process/managed-process.js';
import { runOrFail } from './process/run.js';
import { environmentOf, surroundingsOf } from './services/environment.js';
import {
  entryOf,
  gateway,
  services,
  simulator,
  webhookSecretHeader,
  webhookUrl,
  type ServiceDefinition,
  type Surroundings,
} from './services/service-table.js';
import { Service } from './services/service.js';
import { peopleOf, type Person } from './users.js';
import { openWorkspace, type Workspace, type WorkspaceOptions } from './workspace.js';

export interface RunningInfrastructure extends Infrastructure {
  readonly workspace: Workspace;
  stop(): Promise<void>;
}

export interface StackOptions extends WorkspaceOptions {
  /** With the simulator and the demo's world, trips and people (default), or with an admin only. */
  readonly demo?: boolean;
  /** Of the gateway. Without it: 8080 or, where that is taken, the next that is free in steps of 100. */
  readonly port?: number;
  /** Already running, and left running by `stop`; its folder is used. */
  readonly infrastructure?: RunningInfrastructure;
  /** Forgets first what an earlier run left in the folder. */
  readonly fresh?: boolean;
  /** Added to the environment of each service. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Stack {
  readonly facts: StackFacts;
  /** By name: trip, fleet, gateway, and in the demo simulator. */
  readonly services: Readonly<Record<string, Service>>;
  readonly infrastructure: Infrastructure;
  readonly postgres: Infrastructure['postgres'];
  readonly kafka: Infrastructure['kafka'];
  readonly redis: Infrastructure['redis'];
  readonly paths: Workspace['paths'];
  /** Resolves, when everything has ended, with how each service did. */
  stop(): Promise<Readonly<Record<string, Exit | undefined>>>;
}

/**
 * PostgreSQL, Kafka and Redis, ready for use; nothing is left running if one of them does not come up.
 * @throws StackError with one sentence, and the tail of a log where there is one.
 */
export async function startInfrastructure(options: WorkspaceOptions): Promise<RunningInfrastructure> {
  const workspace = await openWorkspace(options);
  try {
    const infrastructure = await openInfrastructure(workspace);
    const stop = async () => {
      await infrastructure.close();
      await workspace.close();
    };
    return { ...infrastructure, workspace, stop };
  } catch (error) {
    await workspace.close();
    throw error;
  }
}

/**
 * The whole system: infrastructure, schemas, topics, services, people, and the demo. Ready when it resolves; nothing is left
 * running if it does not.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  // Undone from the last to the first, whatever fails on the way.
  const undo = new AsyncDisposableStack();
  const wanted = (options.demo ?? true) ? [...services, simulator] : services;
  await requireBuilt(wanted);
  try {
    if (options.fresh ?? false) await forget(await openWorkspace(options));
    const infrastructure = options.infrastructure ?? (await startInfrastructure(options));
    if (!options.infrastructure) undo.defer(() => infrastructure.stop());
    return await startServices(wanted, options, infrastructure, undo);
  } catch (error) {
    await undo.disposeAsync();
    throw error;
  }
}

async function startServices(
  wanted: readonly ServiceDefinition[],
  options: StackOptions,
  infrastructure: RunningInfrastructure,
  undo: AsyncDisposableStack,
): Promise<Stack> {
  const { workspace } = infrastructure;
  const { paths } = workspace;
  const log = options.log ?? workspace.log;
  // One failure is enough to give up on the rest.
  const halt = new AbortController();
  const signal = AbortSignal.any([options.signal ?? workspace.signal, halt.signal]);
  const withDemo = wanted.includes(simulator);

  const databaseUrl = await ensureDatabase(infrastructure.env.DATABASE_ADMIN_URL);
  const around = await surroundingsOf(wanted, workspace, infrastructure, databaseUrl, options.port);
  const run: RunCommand = (service, args, env) =>
    runOrFail(`${service.name} ${args[0]}`, process.execPath, [entryOf(repositoryDir, service), ...args], {
      env: { ...environmentOf(service, around, options.env), ...env },
      signal,
      timeoutMs: 120_000,
    });

  log('Schemas and topics: bringing them up to date');
  await all(halt, prepare(run, databaseUrl));

  log(`Services: starting ${wanted.map(({ name }) => name).join(', ')}`);
  const people = await peopleOf(workspace.secrets, withDemo);
  const exits: Record<string, Exit | undefined> = {};
  let isPublished = false;
  const running: Service[] = wanted.map((definition) => {
    const service: Service = new Service({
      name: definition.name,
      entry: entryOf(repositoryDir, definition),
      args: definition.program?.args,
      url: around.url(definition.name),
      env: environmentOf(definition, around, options.env),
      niceness: definition.niceness,
      logFile: join(paths.logsDir, `${definition.name}.log`),
      runDir: paths.runDir,
      log,
      signal,
      onRestart: async () => {
        if (isPublished) await publishFacts(paths.factsFile, facts());
        if (definition === simulator) await service.ready().then(() => letTrucksDrive(service.url));
      },
    });
    undo.defer(async () => {
      exits[service.name] = await service.stop();
    });
    return service;
  });
  const facts = (): StackFacts => factsOf(infrastructure, around, databaseUrl, people, running);
  await all(halt, [...running.map((service) => service.start()), ...enterPeople(run, people)]);

  const [admin] = people;
  if (withDemo && admin) {
    const markFile = join(paths.dir, 'demo.json');
    await startDemo(around.url('simulator'), { gatewayUrl: around.url('gateway'), admin, markFile, log });
  }
  signal.throwIfAborted();

  undo.defer(async () => {
    isPublished = false;
    await withdrawFacts(paths.factsFile);
  });
  await publishFacts(paths.factsFile, facts());
  isPublished = true;
  const { postgres, kafka, redis } = infrastructure;
  return {
    get facts() {
      return facts();
    },
    services: Object.fromEntries(running.map((service) => [service.name, service])),
    ...{ infrastructure, postgres, kafka, redis, paths },
    stop: async () => {
      await undo.disposeAsync();
      return exits;
    },
  };
}

/** Runs a service's program with a command, to its end. */
type RunCommand = (
  service: ServiceDefinition,
  args: readonly [string, ...string[]],
  env?: Readonly<Record<string, string>>,
) => Promise<unknown>;

function prepare(run: RunCommand, databaseUrl: string): Array<Promise<unknown>> {
  const owners = services.filter(({ migrates }) => migrates);
  return [
    run(gateway, ['topics']),
    ...owners.map((service) => run(service, ['migrate'], { MIGRATION_DATABASE_URL: databaseUrl })),
  ];
}

function enterPeople(run: RunCommand, people: readonly Person[]): Array<Promise<unknown>> {
  return people.map(({ email, role, name, password }) =>
    run(gateway, ['create-user', '--email', email, '--role', role, '--name', name], {
      USER_PASSWORD: password,
    }),
  );
}

/** Waits for every one to end, so that what is stopped afterwards is all there is; the first failure halts the others. */
async function all(halt: AbortController, work: ReadonlyArray<Promise<unknown>>): Promise<void> {
  const failures: unknown[] = [];
  const noted = work.map((one) =>
    one.catch((error: unknown) => {
      failures.push(error);
      halt.abort();
    }),
  );
  await Promise.all(noted);
  if (failures.length > 0) throw failures[0];
}

async function requireBuilt(wanted: readonly ServiceDefinition[]): Promise<void> {
  for (const service of wanted) {
    const entry = entryOf(repositoryDir, service);
    if (!(await exists(entry))) throw new StackError(`${entry} is missing: build first (npm run build).`);
  }
}

function factsOf(
  infrastructure: Infrastructure,
  around: Surroundings,
  databaseUrl: string,
  people: readonly Person[],
  running: readonly Service[],
): StackFacts {
  return {
    gateway: { url: around.url('gateway') },
    dashboard: { url: around.url('gateway') },
    kafka: { brokers: infrastructure.kafka.brokers },
    postgres: { url: databaseUrl },
    redis: { url: infrastructure.redis.url },
    users: people.map(({ email, password, role }) => ({ email, password, role })),
    loconav: { webhookUrl: webhookUrl(around), headers: { [webhookSecretHeader]: around.webhookSecret } },
    services: Object.fromEntries(
      running.map(({ name, pid, url, env }) => [name, { pid: pid ?? null, url, env }]),
    ),
  };
}
