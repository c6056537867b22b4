import { dockerKafka, dockerPostgres, dockerRedis, hasDockerEngine } from './docker.js';
import { givenKafka, givenPostgres, givenRedis } from './given.js';
import { nativeKafka, type KafkaServer } from './kafka.js';
import { nativePostgres, type PostgresServer } from './postgres.js';
import { nativeRedis, type RedisServer } from './redis.js';
import type { Log, Workspace } from '../workspace.js';

export interface Infrastructure {
  readonly postgres: PostgresServer;
  readonly kafka: KafkaServer;
  readonly redis: RedisServer;
  /** The addresses, under the names that our services and tests read. */
  readonly env: {
    readonly DATABASE_ADMIN_URL: string;
    readonly KAFKA_BROKERS: string;
    readonly REDIS_URL: string;
  };
  close(): Promise<void>;
}

/**
 * PostgreSQL, Kafka and Redis, each from the first of: its address in the environment, Docker where an engine answers, native.
 * They start side by side; if one fails, the others are closed before the error is thrown.
 */
export async function openInfrastructure(workspace: Workspace): Promise<Infrastructure> {
  const { DATABASE_ADMIN_URL, KAFKA_BROKERS, REDIS_URL } = process.env;
  const allGiven = [DATABASE_ADMIN_URL, KAFKA_BROKERS, REDIS_URL].every((address) => address !== undefined);
  const inDocker = !allGiven && (await hasDockerEngine());
  const started = await Promise.allSettled([
    announced(workspace.log, async () => {
      if (DATABASE_ADMIN_URL) return givenPostgres(DATABASE_ADMIN_URL);
      return inDocker ? dockerPostgres(workspace) : nativePostgres(workspace);
    }),
    announced(workspace.log, async () => {
      if (KAFKA_BROKERS) return givenKafka(KAFKA_BROKERS);
      return inDocker ? dockerKafka(workspace) : nativeKafka(workspace);
    }),
    announced(workspace.log, async () => {
      if (REDIS_URL) return givenRedis(REDIS_URL);
      return inDocker ? dockerRedis(workspace) : nativeRedis(workspace);
    }),
  ]);
  const [postgres, kafka, redis] = started;
  if (postgres.status === 'fulfilled' && kafka.status === 'fulfilled' && redis.status === 'fulfilled') {
    return assemble(postgres.value, kafka.value, redis.value);
  }
  await Promise.all(started.map(async (server) => server.status === 'fulfilled' && server.value.close()));
  throw started.find((server) => server.status === 'rejected')?.reason;
}

function assemble(postgres: PostgresServer, kafka: KafkaServer, redis: RedisServer): Infrastructure {
  return {
    postgres,
    kafka,
    redis,
    env: {
      DATABASE_ADMIN_URL: postgres.adminUrl,
      KAFKA_BROKERS: kafka.brokers.join(','),
      REDIS_URL: redis.url,
    },
    close: async () => {
      await kafka.close();
      await redis.close();
      await postgres.close();
    },
  };
}

async function announced<S extends PostgresServer | KafkaServer | RedisServer>(
  log: Log,
  open: () => Promise<S>,
): Promise<S> {
  const startedAt = performance.now();
  const server = await open();
  if (server.origin === 'native') await server.start();
  log(`${server.name}: ready (${server.origin}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  return server;
}
