import {
  topics,
  type DataOf,
  type Topic,
  type TopicDefinition,
  type Topics,
  type TypeOn,
} from '@watch-tower/contracts';
import { Schedule, sql, type Database } from '@watch-tower/database';
import { EventStore, Outbox, Relay } from '@watch-tower/event-store';
import { newId, read, toRecord, type Incoming, type Logger, type Received } from '@watch-tower/messaging';
import { createTestDatabase, RecordingPublisher } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { fleetConfig, type FleetConfig } from '../config.js';
import { migrations } from '../database/migrations/index.js';
import { ReportIdentifier } from '../positions/identify-reports.js';
import { PositionPartitions } from '../positions/keep-partitions/position-partitions.js';
import { JudgeClocks } from '../positions/judge-clocks/judge-clocks.js';
import { PositionMetrics } from '../positions/position-metrics.js';
import { ForgetOldReports } from '../positions/quarantine/forget-old-reports.js';
import { ReleaseQuarantined } from '../positions/release-quarantined/release-quarantined.js';
import type { ReportedPosition } from '../positions/reported-position.js';
import { PositionStore } from '../positions/store-positions/position-store.js';
import { Registrar } from '../registry/registrar.js';
import { TruckIdentities } from '../trucks/truck-identities.js';

export type Published = {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
};

type Command = TypeOn<Topics['fleetCommands']>;
type Fields<K extends Command> = DataOf<Topics['fleetCommands'], K>['fields'];
type TruckFields = Fields<'watchtower.fleet.register-truck.v1'>;

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
        truncate vehicle_positions, truck_states, quarantined_positions, device_clocks, outbox, events, commands,
          organizations, trucks, truck_identities, drivers, locations`),
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
  const partitions = new PositionPartitions(database, schedule, config);
  const store = new PositionStore(database, outbox, partitions, new PositionMetrics(metrics), config);
  const registrar = new Registrar(database, new EventStore(database, relay), outbox, relay);
  return {
    metrics,
    partitions,
    release: new ReleaseQuarantined(database, identifier, store, outbox, schedule),
    judgeClocks: new JudgeClocks(database, outbox, schedule, metrics),
    forget: new ForgetOldReports(database, schedule, config),
    registrar,
    /** As the consumer of telemetry takes a slice. */
    take: async (reports: readonly ReportedPosition[]) => store.store(await identifier.identify(reports)),
    /** @returns the truck's id. */
    registerTruck: async (number: string, imei: string | null = null, id = newId()): Promise<string> => {
      await registrar.carryOut(
        commandOf('watchtower.fleet.register-truck.v1', id, { ...truckDefaults, number, imei }),
      );
      return id;
    },
  };
};

export const truckDefaults: Omit<TruckFields, 'number'> = {
  loconavVehicleId: null,
  imei: null,
  organizationId: null,
  company: null,
  fleetManager: null,
  status: 'operational',
  brand: null,
  trailerSize: null,
  operatingLocation: null,
};

/** A command as the consumer gets it. */
export const commandOf = <K extends Command>(
  type: K,
  id: string,
  fields: Fields<K>,
  commandId = newId(),
): Incoming<Topics['fleetCommands']> => {
  const record = toRecord(topics.fleetCommands, id, {
    id: commandId,
    source: 'test',
    time: new Date().toISOString(),
    subject: id,
    correlationId: newId(),
    type,
    data: { actor: { id: 'someone', role: 'admin' }, fields } as DataOf<Topics['fleetCommands'], K>,
  });
  const received: Received = {
    ...record,
    partition: 0,
    offset: 0n,
    value: Buffer.from(record.value),
    acceptedAt: new Date(),
  };
  const message = read(topics.fleetCommands, received);
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
};

/** A LocoNav report of a truck at Apapa, on its way as a message of its own. */
export const reportOf = ({
  plate = null,
  imei = null,
  at = secondsAgo(10),
  latitude = 6.44,
  longitude = 3.36,
  receivedAt = new Date(),
}: Reported): ReportedPosition => ({
  messageId: newId(),
  correlationId: newId(),
  provider: 'loconav',
  channel: 'webhook',
  receivedAt,
  plate,
  imei,
  report: { gpstime: gpstimeOf(at), latitude, longitude, speed: 12, ignition: '1', orientation: 90 },
});

const gpstimeOf = (at: Date): string => {
  const [date = '', time = ''] = at.toISOString().slice(0, 19).split('T');
  return `${date.split('-').reverse().join('-')} ${time}`;
};
