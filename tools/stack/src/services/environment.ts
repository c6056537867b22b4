import { join } from 'node:path';
import { withLogin } from '../database.js';
import { exists } from '../files.js';
import type { Infrastructure } from '../infrastructure/infrastructure.js';
import { repositoryDir } from '../paths.js';
import type { Workspace } from '../workspace.js';
import type { ServiceDefinition, ServiceName, Surroundings } from './service-table.js';

/** Ports, secrets and addresses for these services; `gatewayPort` is taken as it is, or refused where it is not free. */
export async function surroundingsOf(
  wanted: readonly ServiceDefinition[],
  { ports, secrets }: Workspace,
  { env }: Infrastructure,
  databaseUrl: string,
  gatewayPort: number | undefined,
): Promise<Surroundings> {
  const urls = new Map<ServiceName, string>();
  const logins = new Map<string, string>();
  for (const { name, migrates } of wanted) {
    urls.set(
      name,
      `http://127.0.0.1:${await ports.choose(name, name === 'gateway' ? gatewayPort : undefined)}`,
    );
    if (migrates)
      logins.set(name, withLogin(databaseUrl, name, await secrets.get(`${name}DatabasePassword`)));
  }
  const dashboardDir = join(repositoryDir, 'apps', 'dashboard', 'dist');
  return {
    brokers: env.KAFKA_BROKERS,
    redisUrl: env.REDIS_URL,
    databaseUrl: (service) => known(logins, service),
    url: (service) => known(urls, service),
    jwtSecret: await secrets.get('jwtSecret'),
    webhookSecret: await secrets.get('webhookSecret'),
    loconavToken: await secrets.get('loconavToken'),
    hasSimulator: urls.has('simulator'),
    dashboardDir: (await exists(dashboardDir)) ? dashboardDir : undefined,
  };
}

/** Of our own environment a service sees this much; not our superuser's address, nor whatever else stands there. */
const passedOn = /^(PATH|HOME|TMPDIR|LANG|LOG_LEVEL|SIMULATOR_\w+)$/;

export function environmentOf(
  service: ServiceDefinition,
  around: Surroundings,
  extra: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const entries = Object.entries({
    NODE_ENV: 'production',
    TZ: 'UTC',
    HOST: '127.0.0.1',
    PORT: new URL(around.url(service.name)).port,
    KAFKA_BROKERS: around.brokers,
    ...service.env(around),
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.test(name))),
    ...extra,
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function known<Key, Value>(values: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = values.get(key);
  if (value === undefined) throw new Error(`no ${String(key)} here`);
  return value;
}
