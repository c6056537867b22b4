import type { commonConfig, databaseConfig, kafkaConfig } from '@watch-tower/config';
import { Database, Schedule } from '@watch-tower/database';
import { EventStore, Outbox, PgDeadLetters, Relay } from '@watch-tower/event-store';
import { KafkaPublisher, KafkaTransport } from '@watch-tower/kafka';
import type { Logger } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { z } from 'zod';
import { HealthDetails } from './http/health-details.js';
import { createLogger } from './logging.js';

/** The relay of a table that is published beside another, to be injected by this name. */
export class ExpressRelay extends Relay {}

/** What every service's configuration holds; its own fields stand beside these. */
export type PlatformConfig = z.output<
  z.ZodObject<typeof commonConfig & typeof databaseConfig & typeof kafkaConfig>
> & { readonly port: number };

/** The parts every service stands on, opened once per process. */
export type Platform = {
  readonly logger: Logger & { flush(): void };
  readonly metrics: Registry;
  readonly database: Database;
  readonly relay: Relay;
  /** Of the table that waits for nothing, where the service has one. */
  readonly expressRelay: ExpressRelay | undefined;
  readonly outbox: Outbox;
  readonly events: EventStore;
  readonly deadLetters: PgDeadLetters;
  readonly projector: Projector;
  readonly schedule: Schedule;
  readonly transport: KafkaTransport;
  readonly healthDetails: HealthDetails;
  /** Whether PostgreSQL answers within a second. */
  isDatabaseReachable(): Promise<boolean>;
  /** Publishes what is committed, then closes every connection. Consumers are closed before, by Nest. */
  close(): Promise<void>;
};

/** Opens the platform of a service. Neither PostgreSQL nor Kafka needs to be there yet. */
export const openPlatform = async (
  service: { readonly name: string; readonly outboxTable?: string; readonly expressTable?: string },
  config: PlatformConfig,
  onStuck: () => void,
): Promise<Platform> => {
  const logger = createLogger(service.name, config.logLevel);
  const metrics = new Registry();
  metrics.setDefaultLabels({ service: service.name });
  collectDefaultMetrics({ register: metrics });

  const database = await Database.open({
    url: config.databaseUrl,
    schema: service.name,
    applicationName: `watch-tower-${service.name}`,
    poolSizeMax: config.databasePoolSize,
    onError: (error) => logger.warn({ err: error }, 'a database connection was lost'),
  });
  const connectPublisher = (): KafkaPublisher =>
    KafkaPublisher.create({
      brokers: config.kafkaBrokers,
      clientId: `watch-tower-${service.name}`,
      log: logger,
    });
  const publisher = connectPublisher();
  const relay = new Relay({ database, publisher, log: logger, metrics, table: service.outboxTable });
  // A publisher sends one request at a time: what shares it waits behind the other.
  const expressPublisher = service.expressTable === undefined ? undefined : connectPublisher();
  const expressRelay =
    expressPublisher &&
    new ExpressRelay({
      ...{ database, publisher: expressPublisher, log: logger, metrics },
      table: service.expressTable,
    });
  const outbox = new Outbox(database, relay, service.outboxTable);
  const deadLetters = new PgDeadLetters(database, outbox);
  const schedule = new Schedule(database, logger, metrics);
  const transport = new KafkaTransport({
    brokers: config.kafkaBrokers,
    clientId: `watch-tower-${service.name}`,
    log: logger,
    metrics,
    deadLetters,
    onStuck: (reason) => {
      logger.error({ reason }, 'a consumer makes no progress while the broker answers: ending the process');
      onStuck();
    },
  });

  return {
    logger,
    metrics,
    database,
    relay,
    expressRelay,
    outbox,
    events: new EventStore(database, relay),
    deadLetters,
    projector: new Projector(database, deadLetters, logger, metrics),
    schedule,
    transport,
    healthDetails: new HealthDetails(),
    isDatabaseReachable: () => database.isReachable(1_000),
    close: async () => {
      await schedule.stop();
      await Promise.all([relay.stop(), expressRelay?.stop()]);
      await Promise.all([publisher.close(), expressPublisher?.close()]);
      await database.close();
      logger.flush();
    },
  };
};

const hourMs = 3_600_000;
const outboxKeptDays = 7;

/**
 * What a service's store needs from day to day: partitions ahead before the first record is written,
 * published ones dropped, commands forgotten once nobody can ask for them again. A service with a table of its
 * own to publish from keeps that itself.
 */
export const maintain = async (
  { outbox, events, deadLetters, schedule }: Platform,
  service: { readonly outboxTable?: string; readonly takesCommands?: boolean },
): Promise<void> => {
  if (service.outboxTable === undefined) {
    const run = async (): Promise<void> => void (await outbox.maintain({ keptDays: outboxKeptDays }));
    await run();
    schedule.every({ name: 'maintain-outbox', intervalMs: hourMs, run });
  }
  schedule.every({
    name: 'forget-old-dead-letters',
    intervalMs: hourMs,
    run: async () => void (await deadLetters.forgetOld()),
  });
  if (service.takesCommands === true) {
    const run = async (): Promise<void> => void (await events.forgetOldCommands());
    schedule.every({ name: 'forget-old-commands', intervalMs: hourMs, run });
  }
};
