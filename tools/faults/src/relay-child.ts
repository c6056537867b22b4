import { parseArgs } from 'node:util';
import { Database } from '@watch-tower/database';
import { Relay } from '@watch-tower/event-store';
import { KafkaPublisher } from '@watch-tower/kafka';
import { Registry } from 'prom-client';
import { relaySchema } from './faults/relay.js';

/**
 * A relay in a process of its own. With `--die` it kills itself after its first batch is acknowledged and
 * before the cursor moves; without, it publishes what is left and ends.
 */
const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    broker: { type: 'string' },
    die: { type: 'boolean', default: false },
  },
});
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const metrics = new Registry();

const database = await Database.open({
  url: values.database ?? '',
  schema: relaySchema,
  applicationName: 'faults-relay',
  poolSizeMax: 2,
});
const publisher = KafkaPublisher.create({
  brokers: [values.broker ?? ''],
  clientId: 'faults-relay',
  log: quiet,
});
const relay = new Relay({
  database,
  log: quiet,
  metrics,
  publisher: {
    publish: async (records) => {
      await publisher.publish(records);
      if (values.die) process.kill(process.pid, 'SIGKILL');
    },
  },
});
relay.start();
relay.wake();
if (!values.die) {
  await relay.stop();
  await publisher.close();
  await database.close();
}
