import { parseArgs } from 'node:util';
import { startStack, type Stack } from '../stack.js';
import { services, simulator } from '../services/service-table.js';
import { table } from '../table.js';
import { portOf } from './options.js';
import { stopRequest, untilStopped } from './stop-request.js';

export const help = `npm start [-- options]: the whole system on this machine, until Ctrl-C

  --no-demo     without simulator, demo data and demo people
  --port N      port of the gateway and the dashboard (8080, or the next that is free)
  --dir DIR     keep data and logs there (.local)`;

export async function start(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { demo: { type: 'boolean', default: true }, port: { type: 'string' }, dir: { type: 'string' } },
    allowNegative: true,
  });
  const signal = stopRequest();
  const startedAt = performance.now();
  const log = (line: string) => console.log(line);
  const port = portOf(values.port);
  const stack = await startStack({
    demo: values.demo,
    log,
    signal,
    ...(port === undefined ? {} : { port }),
    ...(values.dir === undefined ? {} : { dir: values.dir }),
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `\nWatch Tower is up after ${seconds} s.\n\n${summary(stack, values.demo)}\n\nCtrl-C stops everything.\n`,
  );
  await untilStopped(signal);
  console.log('\nStopping …');
  await stack.stop();
  console.log('Stopped.');
  return 0;
}

/** What runs where, who can sign in, and what is not real. */
export function summary(
  {
    facts,
    services: running,
    infrastructure,
    paths,
  }: Pick<Stack, 'facts' | 'services' | 'infrastructure' | 'paths'>,
  isDemo: boolean,
): string {
  const { postgres, kafka, redis } = infrastructure;
  const postgresUrl = new URL(facts.postgres.url);
  const rows = [
    ['dashboard', facts.dashboard.url, 'map, trucks, trips'],
    ['API', `${facts.gateway.url}/docs`, 'OpenAPI; sign in with POST /api/v1/auth/login'],
    [
      'webhooks',
      facts.loconav.webhookUrl,
      `secret in the header ${Object.keys(facts.loconav.headers).join()}, see stack.json`,
    ],
    ...[...services, simulator].flatMap(({ name, what }) => {
      const service = running[name];
      return service ? [[name, service.url, what]] : [];
    }),
    ['Kafka', facts.kafka.brokers.join(','), kafka.origin],
    [
      'PostgreSQL',
      postgresUrl.host,
      `${postgres.origin}, database watch_tower${postgres.hasVector ? '' : ', without pgvector'}`,
    ],
    ['Redis', new URL(facts.redis.url).host, redis.origin],
  ];
  const people = facts.users.map(({ email, password, role }) => [email, password, role]);
  const simulated = isDemo
    ? 'Simulated: the trucks, their drivers and trips, and LocoNav itself. The roads and places of Lagos are real.'
    : 'Nothing is simulated.';
  return [
    table(rows),
    `Sign in:\n${table(people)}`,
    simulated,
    `Facts for tools: ${paths.factsFile}\nLogs: ${paths.logsDir}`,
  ].join('\n\n');
}
