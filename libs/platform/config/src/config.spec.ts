import { z } from 'zod';
import { ConfigError, commonConfig, databaseConfig, kafkaConfig, portConfig, readConfig } from './index.js';

const schema = z.object({ ...commonConfig, ...databaseConfig, ...kafkaConfig, port: portConfig(8081) });
const environment = {
  DATABASE_URL: 'postgres://trip:tea@db:5432/watch_tower',
  KAFKA_BROKERS: 'a:9092, b:9092',
};

describe('configuration', () => {
  it('reads variables by their names in capitals, with defaults', () => {
    expect(readConfig(schema, { ...environment, PORT: '9000', LOG_LEVEL: '' })).toEqual({
      host: '127.0.0.1',
      logLevel: 'info',
      databaseUrl: environment.DATABASE_URL,
      databasePoolSize: 10,
      kafkaBrokers: ['a:9092', 'b:9092'],
      kafkaReplicationFactor: 1,
      port: 9000,
    });
  });

  it('lists everything that is wrong by variable, and shows no value', () => {
    const faulty = { DATABASE_URL: 'mysql://trip:tea@db', KAFKA_BROKERS: 'nowhere', PORT: 'tea' };
    const read = () => readConfig(schema, faulty);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/DATABASE_URL: must be postgres[\s\S]*KAFKA_BROKERS: must be host:port[\s\S]*PORT:/);
    expect(read).not.toThrow(/tea/);
  });
});
