import { StackError } from '../errors.js';
import { answersKafka } from './kafka-probe.js';
import type { KafkaServer } from './kafka.js';
import { answersSql, hasVectorExtension, type PostgresServer } from './postgres.js';
import { answersRedis, type RedisServer } from './redis.js';
import { foreignServer } from './server.js';

/** Servers whose addresses the environment gives: used as they are, if they answer. */

const nothing = async () => undefined;

export async function givenPostgres(adminUrl: string): Promise<PostgresServer> {
  if (!(await answersSql(adminUrl))) throw new StackError('No PostgreSQL answers at DATABASE_ADMIN_URL.');
  return Object.assign(foreignServer('PostgreSQL', 'environment', nothing), {
    adminUrl,
    hasVector: await hasVectorExtension(adminUrl),
  });
}

export async function givenKafka(brokerList: string): Promise<KafkaServer> {
  const brokers = brokerList.split(',').map((broker) => broker.trim());
  const answers = await Promise.all(brokers.map((broker) => answersKafka(broker)));
  if (!answers.includes(true)) throw new StackError(`No Kafka answers at KAFKA_BROKERS (${brokerList}).`);
  return Object.assign(foreignServer('Kafka', 'environment', nothing), { brokers });
}

export async function givenRedis(url: string): Promise<RedisServer> {
  if (!(await answersRedis(url))) throw new StackError('No Redis answers at REDIS_URL.');
  return Object.assign(foreignServer('Redis', 'environment', nothing), { url });
}
