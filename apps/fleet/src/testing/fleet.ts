import {
  topics,
  type DataOf,
  type Fence,
  type Topic,
  type TopicDefinition,
  type Topics,
} from '@watch-tower/contracts';
import { Schedule, sql, type Database } from '@watch-tower/database';
import { EventStore, Outbox, PgDeadLetters, Relay } from '@watch-tower/event-store';
import { newId, read, toRecord, type Incoming, type Logger } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { createTestDatabase, gpstime, RecordingPublisher } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { fleetConfig, type FleetConfig } from '../config.js';
import { migrations } from '../database/migrations/index.js';
import { AlertBook } from '../alerts/alert-book.js';
import { isAlertCommand } from '../alerts/answer-people/alert-command.js';
import { AnswerPeople } from '../alerts/answer-people/answer-people.js';
import { FixesArrived } from '../alerts/own-alerts/fixes-arrived.js';
import { LookAgain } from '../alerts/own-alerts/look-again.js';
import { WatchTrucks } from '../alerts/own-alerts/watch-trucks.js';
import { AlertIdentifier } from '../alerts/report-alerts/identify-alerts.js';
import { ReleaseAlerts } from '../alerts/report-alerts/release-alerts.js';
import type { AlertMessage } from '../alerts/report-alerts/reported-alert-message.js';
import { ReportedAlerts } from '../alerts/report-alerts/reported-alerts.js';
import { ReportIdentifier } from '../positions/identify-reports.js';
import { PositionPartitions } from '../positions/keep-partitions/position-partitions.js';
import { JudgeClocks } from '../positions/judge-clocks/judge-clocks.js';
import { PositionMetrics } from '../positions/position-metrics.js';
import { ForgetOldReports } from '../positions/quarantine/forget-old-reports.js';
import { ReleaseQuarantined } from '../positions/release-quarantined/release-quarantined.js';
import type { ReportedPosition } from '../positions/reported-position.js';
import { PositionStore } from '../positions/store-positions/position-store.js';
import { Registrar, type RegistryCommand } from '../registry/registrar.js';
import { SliceWriter } from '../positions/store-positions/slice-writer.js';
import { TruckIdentities } from '../trucks/truck-identities.js';
import { CatchUpVisits } from '../visits/catch-up/catch-up-visits.js';
import { FenceEvaluation } from '../visits/catch-up/fence-evaluation.js';
import { KnownPlaces } from '../visits/fences/known-places.js';
import { VisitKeeper } from '../visits/keep-visits/visit-keeper.js';
import { VisitMetrics } from '../visits/visit-metrics.js';

export type Published = {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
};

type Command = RegistryCommand['type'];
type Registration = Extract<Command, `watchtower.fleet.register-${string}`>;
type Fields<K extends Registration> = DataOf<Topics['fleetCommands'], K>['fields'];
type TruckFields = Fields<'watchtower.fleet.register-truck.v1'>;
type Content<K extends Command> = Omit<DataOf<Topics['fleetCommands'], K>, 'actor'>;

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Fleet over a database of its own; nothing runs by itself. */
export const openFleet = async (environment: Partial<FleetConfig> = {}) => {
  const postgres = await createTestDatabase();
  const database = await postgres.open('fleet', { migrations });
  const config: FleetConfig = {
    ...fleetConfig.parse({ databaseUrl: postgres.url, kafkaBrokers: '127.0.0.1:9092' }),
    ...environment,
  };
  await new Outbox(database, { wake: () => {} }).maintain({ keptDays: 7 });
  return {
    database,
    /** A service that was just started; several are replicas. */
    start: () => partsOf(database, config),
    /** Forgets all that was stored and published. Partitions stay: to make them is slow. */
    clear: () =>
      database.query(sql`
        truncate vehicle_positions, thinned_tracks, truck_states, quarantined_positions, device_clocks, outbox, events, commands,
          organizations, trucks, truck_identities, drivers, locations, alerts, alert_streams, quarantined_alerts,
          own_alert_states, own_alert_changes, position_outages, trip_copies, trips_under_way,
          visit_copies, projection_subjects, projection_parked, fences, visits, visit_checkpoints,
          visit_dirty_hours, loconav_trips`),
    /** What was published on a topic, as its consumers get it. */
    messages: <T extends Topic>(topic: T) => messagesOn(database, topic),
    published: (topic: TopicDefinition) => publishedOn(database, topic),
    quarantine: () =>
      database.query<{ messageId: string; reason: string; detail: string | null; isReleased: boolean }>(sql`
        select message_id as "messageId", reason, detail, released_at is not null as "isReleased"
        from quarantined_positions order by received_at, reason`),
    positions: () =>
      database.query<{ truckId: string; deviceTime: Date; latitude: number; longitude: number }>(sql`
        select truck_id as "truckId", device_time as "deviceTime", latitude, longitude
        from vehicle_positions order by truck_id, device_time`),
    close: () => postgres.close(),
  };
};

export type Fleet = Awaited<ReturnType<typeof openFleet>>;
export type Service = ReturnType<Fleet['start']>;

const partsOf = (database: Database, config: FleetConfig) => {
  const metrics = new Registry();
  const schedule = new Schedule(database, silent, metrics);
  const relay = new Relay({ database, publisher: new RecordingPublisher(), log: silent, metrics });
  const outbox = new Outbox(database, relay);
  const identities = new TruckIdentities(database);
  const identifier = new ReportIdentifier(identities, config);
  const positionMetrics = new PositionMetrics(metrics);
  const partitions = new PositionPartitions(database, outbox, positionMetrics, schedule, config);
  const visits = new VisitKeeper(new KnownPlaces(), new VisitMetrics(metrics));
  const writer = new SliceWriter(outbox, visits, config);
  const store = new PositionStore(database, partitions, positionMetrics, writer);
  const events = new EventStore(database, relay);
  const registrar = new Registrar(database, events, outbox, relay);
  const book = new AlertBook(outbox, metrics);
  const alertIdentifier = new AlertIdentifier(identities, config);
  const reported = new ReportedAlerts(database, book, outbox, config, metrics);
  const watch = new WatchTrucks(database, book, config);
  const answer = new AnswerPeople(database, book, events, outbox, relay);
  return {
    metrics,
    partitions,
    release: new ReleaseQuarantined(database, identifier, store, outbox, schedule),
    judgeClocks: new JudgeClocks(database, outbox, schedule, metrics),
    forget: new ForgetOldReports(database, schedule, config),
    registrar,
    releaseAlerts: new ReleaseAlerts(database, alertIdentifier, reported, schedule, config),
    arrived: new FixesArrived(database, watch),
    lookAgain: new LookAgain(database, watch, schedule, metrics, config),
    projector: new Projector(database, new PgDeadLetters(database, outbox), silent, metrics),
    /** As the consumer of commands does with those on alerts. */
    answer: async (command: Incoming<Topics['fleetCommands']>): Promise<void> => {
      if (!isAlertCommand(command)) throw new Error(`${command.type} is no command on an alert`);
      await answer.carryOut(command);
    },
    /** As the consumer of reported alerts takes a slice. */
    takeAlerts: async (messages: readonly AlertMessage[]) =>
      reported.take(await alertIdentifier.identify(messages)),
    catchUp: new CatchUpVisits(database, outbox, visits, new FenceEvaluation(database), schedule),
    /** As the consumer of telemetry takes a slice. */
    take: async (reports: readonly ReportedPosition[]) => store.store(await identifier.identify(reports)),
    /** @returns the truck's id. */
    registerTruck: async (
      number: string,
      imei: string | null = null,
      id = newId(),
      loconavVehicleId: string | null = null,
    ): Promise<string> => {
      const fields = { ...truckDefaults, number, imei, loconavVehicleId };
      await registrar.carryOut(commandOf('watchtower.fleet.register-truck.v1', id, fields));
      return id;
    },
  };
};

/** A location at Apapa with this fence. @returns its id. */
export const registerLocation = async (
  service: Service,
  fence: Fence | null,
  id = newId(),
): Promise<string> => {
  const fields = { name: 'Apapa', type: 'terminal', address: null, city: null, state: null } as const;
  await service.registrar.carryOut(
    commandOf('watchtower.fleet.register-location.v1', id, { ...fields, fence, loconavGeofenceId: null }),
  );
  return id;
};

export const truckDefaults: Omit<TruckFields, 'number'> = {
  loconavVehicleId: null,
  displayNumber: null,
  loconavNumericId: null,
  imei: null,
  organizationId: null,
  company: null,
  fleetManager: null,
  status: 'operational',
  brand: null,
  trailerSize: null,
  operatingLocation: null,
};

/** A registration as the consumer gets it. */
export const commandOf = <K extends Registration>(
  type: K,
  id: string,
  fields: Fields<K>,
  commandId = newId(),
): RegistryCommand => commandWith(type, id, { fields } as Content<K>, commandId);

/** Any command as the consumer gets it. */
export const commandWith = <K extends Command>(
  type: K,
  id: string,
  content: Content<K>,
  commandId = newId(),
): RegistryCommand => {
  const record = toRecord(topics.fleetCommands, id, {
    id: commandId,
    source: 'test',
    time: new Date().toISOString(),
    subject: id,
    correlationId: newId(),
    type,
    data: { actor: { id: 'someone', role: 'admin' }, ...content } as DataOf<Topics['fleetCommands'], K>,
  });
  const message = readable(topics.fleetCommands, record);
  if (isAlertCommand(message)) throw new Error(`${type} is no command on master data`);
  return message;
};

const messagesOn = async <T extends Topic>(database: Database, topic: T): Promise<Incoming<T>[]> => {
  const rows = await database.query<{ key: string; headers: Record<string, string>; value: string }>(sql`
    select key, headers, value from outbox where topic = ${topic.name} order by transaction_id, position`);
  return rows.map((row) => readable(topic, row));
};

/** A record as a consumer gets it. */
export const readable = <T extends Topic>(
  topic: T,
  { key, headers, value }: { key: string; headers: Readonly<Record<string, string>>; value: string },
): Incoming<T> => {
  const message = read(topic, {
    topic: topic.name,
    partition: 0,
    offset: 0n,
    key,
    headers,
    value: Buffer.from(value),
    acceptedAt: new Date(),
  });
  if (!message.readable) throw new Error(message.reason);
  return message;
};

const publishedOn = async (database: Database, { name }: TopicDefinition | Topic): Promise<Published[]> => {
  const rows = await database.query<{ key: string; headers: Record<string, string>; value: string }>(sql`
    select key, headers, value from outbox where topic = ${name} order by transaction_id, position`);
  return rows.map(({ key, headers, value }) => ({
    key,
    id: headers['ce_id'] ?? '',
    type: headers['ce_type'] ?? '',
    version: Number(headers['ce_version']),
    data: JSON.parse(value) as unknown,
  }));
};

const now = Math.floor(Date.now() / 1_000) * 1_000;

/** An instant some seconds ago, without milliseconds, as devices write them. */
export const secondsAgo = (seconds: number): Date => new Date(now - seconds * 1_000);

type Reported = {
  readonly plate?: string | null;
  readonly imei?: string | null;
  readonly at?: Date;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly receivedAt?: Date;
  readonly speed?: number;
  readonly ignition?: boolean;
};

/** A LocoNav report of a truck at Apapa, on its way as a message of its own. */
export const reportOf = ({
  plate = null,
  imei = null,
  at = secondsAgo(10),
  latitude = 6.44,
  longitude = 3.36,
  receivedAt = new Date(),
  speed = 12,
  ignition = true,
}: Reported): ReportedPosition => ({
  messageId: newId(),
  correlationId: newId(),
  provider: 'loconav',
  channel: 'webhook',
  receivedAt,
  plate,
  imei,
  report: {
    gpstime: gpstime(at.getTime()),
    latitude,
    longitude,
    speed,
    ignition: ignition ? '1' : '0',
    orientation: 90,
  },
});
