import { join } from 'node:path';
import type { PortName } from '../ports.js';

export type ServiceName = Exclude<PortName, 'postgres' | 'kafka' | 'kafkaController' | 'redis'>;

/** What a service's environment is made of. */
export interface Surroundings {
  readonly brokers: string;
  readonly redisUrl: string;
  /** With the login role of that service. */
  databaseUrl(service: ServiceName): string;
  url(service: ServiceName): string;
  /** Whether the simulated LocoNav runs beside the services. */
  readonly hasSimulator: boolean;
  readonly jwtSecret: string;
  readonly webhookSecret: string;
  /** What the simulated LocoNav and fleet agree on. */
  readonly loconavToken: string;
  /** The built dashboard, where there is one. */
  readonly dashboardDir: string | undefined;
}

export interface ServiceDefinition {
  readonly name: ServiceName;
  /** Whose program it is, where not of its own name, and the command that makes it this. */
  readonly program?: { readonly name: ServiceName; readonly args: readonly string[] };
  /** What it is, for the table that people see. */
  readonly what: string;
  /** Has a schema of its own, and so the command `migrate`. */
  readonly migrates: boolean;
  /** So much does it step back for the others where CPU is short (1 to 19). */
  readonly niceness?: number;
  env(around: Surroundings): Readonly<Record<string, string | undefined>>;
}

export const webhookSecretHeader = 'x-loconav-secret';

/** Trucks are a second late on the map before people wait for an answer. `cpu_shares` in compose. */
const backgroundNiceness = 7;

const trip: ServiceDefinition = {
  name: 'trip',
  what: 'trips, from their event store',
  migrates: true,
  env: (around) => ({ DATABASE_URL: around.databaseUrl('trip') }),
};

const fleet: ServiceDefinition = {
  name: 'fleet',
  what: 'trucks, drivers, places and positions',
  migrates: true,
  niceness: backgroundNiceness,
  env: (around) => ({
    DATABASE_URL: around.databaseUrl('fleet'),
    ...(around.hasSimulator && {
      LOCONAV_API_URL: `${around.url('simulator')}/integration/api/v1`,
      LOCONAV_APP_URL: `${around.url('simulator')}/integration/api/v1`,
      LOCONAV_TOKEN: around.loconavToken,
    }),
  }),
};

export const gateway: ServiceDefinition = {
  name: 'gateway',
  what: 'REST, webhooks, sockets, dashboard',
  migrates: true,
  env: (around) => ({
    DATABASE_URL: around.databaseUrl('gateway'),
    REDIS_URL: around.redisUrl,
    JWT_SECRET: around.jwtSecret,
    LOCONAV_WEBHOOK_SECRET: around.webhookSecret,
    LOCONAV_WEBHOOK_SECRET_HEADER: webhookSecretHeader,
    DASHBOARD_DIR: around.dashboardDir,
    PARTS_APART: 'positions',
  }),
};

const gatewayPositions: ServiceDefinition = {
  name: 'gateway-positions',
  program: { name: 'gateway', args: ['follow', 'positions'] },
  what: 'where trucks are and were, for the gateway to read',
  migrates: false,
  niceness: backgroundNiceness,
  env: (around) => gateway.env(around),
};

/** Every service, in the order of their starts; they stop in the reverse. A new service is a line here. */
export const services: readonly ServiceDefinition[] = [trip, fleet, gatewayPositions, gateway];

/** Runs in the demo only. It holds its fire until the demo's trucks are registered. */
export const simulator: ServiceDefinition = {
  name: 'simulator',
  what: 'simulated LocoNav',
  migrates: false,
  env: (around) => ({
    SIMULATOR_WEBHOOK_URL: webhookUrl(around),
    SIMULATOR_WEBHOOK_SECRET: around.webhookSecret,
    SIMULATOR_WEBHOOK_SECRET_HEADER: webhookSecretHeader,
    SIMULATOR_ALERT_WEBHOOK_URL: `${around.url('gateway')}/webhooks/loconav/alert`,
    SIMULATOR_API_TOKEN: around.loconavToken,
    // A realistic day: some of what goes wrong on every day.
    SIMULATOR_FAULTS: 'ordinary',
    SIMULATOR_AUTOSTART: 'false',
    // The past goes in arrays, so that the map shows the present within seconds.
    SIMULATOR_BATCH: '100',
  }),
};

export function webhookUrl(around: Surroundings): string {
  return `${around.url('gateway')}/webhooks/loconav/location`;
}

/** The built program of a service, under the root of the repository. */
export function entryOf(repositoryDir: string, { name, program }: ServiceDefinition): string {
  return join(repositoryDir, 'apps', program?.name ?? name, 'dist', 'main.js');
}
