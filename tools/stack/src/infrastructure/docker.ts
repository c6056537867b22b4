import { StackError } from '../errors.js';
import type { LocalPaths } from '../paths.js';
import { run, runOrFail } from '../process/run.js';
import { which } from '../process/which.js';
import { answersKafka } from './kafka-probe.js';
import { kafkaProperties, type KafkaServer } from './kafka.js';
import { answersSql, type PostgresServer } from './postgres.js';
import { answersRedis, type RedisServer } from './redis.js';
import { foreignServer, type Server } from './server.js';
import type { Workspace } from '../workspace.js';

/** The same servers as containers, named after the clone; their data lives in volumes of the same name. */
const images = {
  postgres: 'pgvector/pgvector:0.8.2-pg18',
  kafka: 'apache/kafka:4.3.1',
  redis: 'redis:8.2',
} as const;

type Part = keyof typeof images;

interface Container {
  readonly part: Part;
  readonly label: string;
  /** `docker run` options: ports, volumes, variables. */
  readonly options: readonly string[];
  readonly command: readonly string[];
  /** Secrets, handed over by name so that they are on no command line. */
  readonly env?: Readonly<Record<string, string>>;
  readonly isReady: () => Promise<boolean>;
}

export async function hasDockerEngine(): Promise<boolean> {
  const docker = which('docker');
  if (docker === undefined) return false;
  return (await run(docker, ['version', '--format', '{{.Server.Version}}'], { timeoutMs: 5_000 })).code === 0;
}

export async function dockerPostgres(workspace: Workspace): Promise<PostgresServer> {
  const { paths, ports, secrets } = workspace;
  const port = await ports.choose('postgres');
  const password = await secrets.get('postgresPassword');
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const server = await startContainer(workspace, {
    part: 'postgres',
    label: 'PostgreSQL',
    options: [
      ...[
        '--publish',
        `127.0.0.1:${port}:5432`,
        '--volume',
        `${containerName(paths, 'postgres')}:/var/lib/postgresql`,
      ],
      ...['--env', 'POSTGRES_PASSWORD', '--shm-size', '256m'],
    ],
    command: [
      'postgres',
      '-c',
      'max_connections=200',
      '-c',
      'shared_buffers=256MB',
      '-c',
      'jit=off',
      '-c',
      'timezone=UTC',
    ],
    env: { POSTGRES_PASSWORD: password },
    isReady: () => answersSql(adminUrl),
  });
  return Object.assign(server, { adminUrl, hasVector: true });
}

export async function dockerKafka(workspace: Workspace): Promise<KafkaServer> {
  const { paths, ports } = workspace;
  const port = await ports.choose('kafka');
  const dataDir = '/var/lib/kafka/data';
  // The advertised port is the published one, so clients inside and outside see the same broker.
  const properties = {
    ...kafkaProperties(dataDir, port, port + 1),
    listeners: `PLAINTEXT://:${port},CONTROLLER://:${port + 1}`,
  };
  const variables = Object.entries(properties).map(
    ([key, value]) => `KAFKA_${key.replaceAll('.', '_').toUpperCase()}=${value}`,
  );
  const server = await startContainer(workspace, {
    part: 'kafka',
    label: 'Kafka',
    options: [
      ...[
        '--publish',
        `127.0.0.1:${port}:${port}`,
        '--volume',
        `${containerName(paths, 'kafka')}:${dataDir}`,
      ],
      ...['KAFKA_HEAP_OPTS=-Xmx384m', ...variables].flatMap((variable) => ['--env', variable]),
    ],
    command: [],
    isReady: () => answersKafka(`127.0.0.1:${port}`),
  });
  return Object.assign(server, { brokers: [`127.0.0.1:${port}`] });
}

export async function dockerRedis(workspace: Workspace): Promise<RedisServer> {
  const port = await workspace.ports.choose('redis');
  const url = `redis://127.0.0.1:${port}`;
  const server = await startContainer(workspace, {
    part: 'redis',
    label: 'Redis',
    options: ['--publish', `127.0.0.1:${port}:6379`],
    command: ['redis-server', '--save', '', '--appendonly', 'no'],
    isReady: () => answersRedis(url),
  });
  return Object.assign(server, { url });
}

/** Removes this folder's containers (what a crash left behind). */
export async function removeContainers(paths: LocalPaths): Promise<void> {
  await Promise.all(parts().map((part) => run('docker', ['rm', '--force', containerName(paths, part)])));
}

/** Forgets the data in this folder's volumes. */
export async function removeVolumes(paths: LocalPaths): Promise<void> {
  await Promise.all(
    parts().map((part) => run('docker', ['volume', 'rm', '--force', containerName(paths, part)])),
  );
}

function parts(): Part[] {
  return ['postgres', 'kafka', 'redis'];
}

function containerName(paths: LocalPaths, part: Part): string {
  return `watch-tower-${paths.key}-${part}`;
}

async function startContainer(
  { paths, log, signal }: Workspace,
  container: Container,
): Promise<Server<unknown>> {
  const name = containerName(paths, container.part);
  const image = images[container.part];
  if ((await run('docker', ['image', 'inspect', image])).code !== 0) {
    log(`${container.label}: pulling ${image}`);
    await runOrFail(`Pulling ${image}`, 'docker', ['pull', '--quiet', image]);
  }
  await run('docker', ['rm', '--force', name]);
  const env = { ...process.env, ...container.env };
  const args = ['run', '--detach', '--name', name, ...container.options, image, ...container.command];
  await runOrFail(`Starting ${container.label} in Docker`, 'docker', args, { env });
  const remove = async () => {
    await run('docker', ['stop', '--time', '30', name]);
    await run('docker', ['rm', '--force', name]);
  };
  const deadline = Date.now() + 120_000;
  while (!(await container.isReady())) {
    if (signal.aborted || Date.now() > deadline) {
      const logs = await run('docker', ['logs', '--tail', '20', name]);
      await remove();
      signal.throwIfAborted();
      throw new StackError(
        `${container.label} in Docker was not ready after 120 s; the end of its log:\n${logs.output.trimEnd()}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return foreignServer(container.label, 'docker', remove);
}
