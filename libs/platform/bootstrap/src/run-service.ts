import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Type } from '@nestjs/common';
import { ConfigError, databaseConfig, kafkaConfig, readConfig } from '@watch-tower/config';
import { migrate, pendingMigrations, type Migration } from '@watch-tower/database';
import { createTopics } from '@watch-tower/kafka';
import { measureRebuilds, RebuildRefused, type ReadModel } from '@watch-tower/projections';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { makeDeadLetterTopics } from './dead-letter-topics.js';
import { ProblemFilter } from './http/problems.js';
import { serveProbes } from './http/probes.js';
import { traceRequests } from './http/request-trace.js';
import { SharedPort } from './http/shared-port.js';
import { createLogger } from './logging.js';
import { NestLogger } from './nest-logger.js';
import { maintain, openPlatform, type Platform, type PlatformConfig } from './platform.js';
import { PlatformModule } from './platform.module.js';
import { rebuildCommand } from './rebuild-command.js';
import { stopOnSignal } from './shutdown.js';

/** One service: what `main.ts` says of it. */
export type ServiceDefinition<Config extends PlatformConfig> = {
  readonly name: string;
  readonly config: z.ZodObject<z.ZodRawShape, z.core.$strip> & z.ZodType<Config>;
  readonly module: Type;
  /** Parts of it that may as well run in processes of their own (`follow`), where they hold up nobody who waits. */
  readonly parts?: Readonly<Record<string, Type>>;
  /** Which parts do: `serve` leaves them out. */
  readonly partsApart?: (config: Config) => readonly string[];
  readonly migrations: readonly Migration[];
  /** The table the relay publishes from, where it is not the outbox: the gateway's is its inbox. */
  readonly outboxTable?: string;
  /** A table like it that is published beside it, by a relay and a connection of its own: it waits behind nothing there. */
  readonly expressTable?: string;
  /** Has an event store's commands, which are forgotten after 35 days. */
  readonly takesCommands?: boolean;
  /** Requests with a larger body are answered 413. */
  readonly bodyBytesMax?: (config: Config) => number;
  /** Work on the HTTP application before it listens: sockets, static files, raw routes. */
  readonly prepare?: (app: NestFastifyApplication, config: Config) => Promise<void>;
  /** What `rebuild` can make anew from the topics. */
  readonly readModels?: (platform: Platform, config: Config) => readonly ReadModel[];
  /** Further commands of the program, beside `serve`, `follow`, `migrate`, `topics` and `rebuild`. */
  readonly commands?: Readonly<
    Record<string, (platform: Platform, config: Config, args: string[]) => Promise<void>>
  >;
};

const migrationConfig = z.object({ ...databaseConfig, migrationDatabaseUrl: databaseConfig.databaseUrl });
const topicsConfig = z.object(kafkaConfig);

/** What a process of a service does. */
type Role = {
  readonly modules: readonly Type[];
  /** Whether it also publishes, keeps the schedule and answers people; else it follows topics and tells of its health. */
  readonly isWhole: boolean;
};

const serving = <Config extends PlatformConfig>(service: ServiceDefinition<Config>, config: Config): Role => {
  const apart = service.partsApart?.(config) ?? [];
  const parts = Object.entries(service.parts ?? {}).filter(([name]) => !apart.includes(name));
  return { modules: [service.module, ...parts.map(([, part]) => part)], isWhole: true };
};

/** @throws ConfigError where there is no such part. */
const following = <Config extends PlatformConfig>(
  { parts = {} }: ServiceDefinition<Config>,
  [name = '']: readonly string[],
): Role => {
  const part = parts[name];
  if (part === undefined)
    throw new ConfigError(
      `There is no part "${name}"; known are: ${Object.keys(parts).join(', ') || 'none'}.`,
    );
  return { modules: [part], isWhole: false };
};

const run = async <Config extends PlatformConfig>(
  service: ServiceDefinition<Config>,
  config: Config,
  { modules, isWhole }: Role,
): Promise<void> => {
  let end = (exitCode: number): void => process.exit(exitCode);
  const platform = await openPlatform(service, config, () => end(1));
  const { logger, database, metrics } = platform;
  const pending = await pendingMigrations(database, service.migrations);
  if (pending.length > 0) {
    await platform.close();
    throw new ConfigError(
      `The database is not current (${pending.join(', ')}): run this program with "migrate" first.`,
    );
  }

  if (isWhole) {
    await maintain(platform, service);
    if (service.readModels !== undefined) measureRebuilds(database, metrics);
  }

  const adapter = new FastifyAdapter({
    bodyLimit: service.bodyBytesMax?.(config) ?? 1_048_576,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  const http = adapter.getInstance<FastifyInstance>();
  const stopping = new AbortController();
  traceRequests(http, logger, metrics);
  // A client that keeps asking on an open connection would otherwise hold the end up for ever.
  http.addHook('onRequest', (_request, reply, done) => {
    if (stopping.signal.aborted) reply.header('connection', 'close');
    done();
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    PlatformModule.with(platform, config, modules),
    adapter,
    {
      logger: new NestLogger(logger),
      abortOnError: false,
    },
  );
  app.useGlobalFilters(new ProblemFilter(logger));
  app.connectMicroservice({ strategy: platform.transport }, { inheritAppConfig: false });

  let accepting = false;
  const port = new SharedPort(app);
  serveProbes(
    http,
    async () => {
      const databaseReachable = await platform.isDatabaseReachable();
      return {
        ready: accepting && databaseReachable,
        details: {
          service: service.name,
          accepting,
          database: databaseReachable,
          consumers: platform.transport.health(),
          ...platform.healthDetails.read(),
        },
      };
    },
    metrics,
  );
  if (isWhole) await service.prepare?.(app, config);

  const stop = async (): Promise<void> => {
    accepting = false;
    stopping.abort();
    // Requests and slices in hand end first; what they committed is then published; connections close last.
    await Promise.all([port.close(), app.close()]);
    await platform.close();
  };
  end = stopOnSignal({ logger, stop, timeoutMs: 25_000 });

  if (isWhole) {
    platform.relay.start();
    platform.expressRelay?.start();
    platform.schedule.start();
  }
  await app.startAllMicroservices();
  void makeDeadLetterTopics(platform, config, stopping.signal);
  await port.listen(config.port, config.host);
  accepting = true;
  logger.info({ address: await app.getUrl() }, `${service.name} is up`);
};

/**
 * Runs a service program: `serve` (the default), `follow` with the name of a part, `migrate`, `topics`, `rebuild`, or a
 * command of its own.
 * A configuration that does not fit ends it with exit code 2 and a list of what is wrong, a rebuild that cannot be with 3.
 */
export const runService = async <Config extends PlatformConfig>(
  service: ServiceDefinition<Config>,
): Promise<void> => {
  const [command = 'serve', ...args] = process.argv.slice(2);
  try {
    switch (command) {
      case 'serve':
      case 'follow': {
        const config = readConfig(service.config, process.env) as Config;
        const role = command === 'serve' ? serving(service, config) : following(service, args);
        return await run(service, config, role);
      }
      case 'migrate': {
        const { databaseUrl, migrationDatabaseUrl } = readConfig(migrationConfig, process.env);
        const { applied } = await migrate({
          migrationUrl: migrationDatabaseUrl,
          serviceUrl: databaseUrl,
          schema: service.name,
          migrations: [...service.migrations],
        });
        return say(applied.length === 0 ? 'The database is current.' : `Applied: ${applied.join(', ')}.`);
      }
      case 'topics': {
        const { kafkaBrokers, kafkaReplicationFactor } = readConfig(topicsConfig, process.env);
        const { created } = await createTopics({
          brokers: kafkaBrokers,
          replicationFactor: kafkaReplicationFactor,
        });
        return say(created.length === 0 ? 'Every topic exists.' : `Created: ${created.join(', ')}.`);
      }
      default: {
        const commands: NonNullable<typeof service.commands> = {
          rebuild: (platform, config, args) =>
            rebuildCommand(platform, config, service.readModels?.(platform, config) ?? [], {
              args,
              outboxTable: service.outboxTable,
            }),
          ...service.commands,
        };
        const own = commands[command];
        if (own === undefined) {
          const known = ['serve', 'follow', 'migrate', 'topics', ...Object.keys(commands)].join(', ');
          throw new ConfigError(`There is no command "${command}"; known are: ${known}.`);
        }
        const config = readConfig(service.config, process.env) as Config;
        const platform = await openPlatform(service, config, () => process.exit(1));
        try {
          return await own(platform, config, args);
        } finally {
          await platform.close();
        }
      }
    }
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(2);
    }
    if (error instanceof RebuildRefused) {
      process.stderr.write(`${service.name}: ${error.message}\n`);
      process.exit(3);
    }
    const logger = createLogger(service.name, 'error');
    logger.error({ err: error }, `${command} failed`);
    logger.flush();
    process.stderr.write(`${service.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
};

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
