import { parseArgs } from 'node:util';
import { listDeadLetters } from './list-dead-letters.js';
import { rebuildReadModel } from './rebuild-read-model.js';
import { runningStack } from './running-stack.js';
import { putBackDeadLetters } from './put-back-dead-letters.js';

const usage = `npm run ops -- <command> [options]

  dead-letters list --group G       what a consumer group could not handle, one line each
  dead-letters replay --group G     puts a group's dead letters back on their topics
    --key K                         only those of one key
  rebuild --list                    the read models of a service that can be made anew
  rebuild <read-model>              makes one anew from its topic while the old one serves
    --service S                     default: gateway

Options
  --brokers host:port,…   default: the environment's KAFKA_BROKERS, else the running stack of this clone`;

/** A mistake of whoever called: one sentence, exit code 2. */
class UsageError extends Error {}

const brokersOf = (given: string | undefined): string[] => {
  const named = given ?? process.env['KAFKA_BROKERS'];
  if (named !== undefined) return named.split(',');
  const stack = runningStack();
  if (stack === undefined)
    throw new UsageError('No broker is named and no stack is running: give --brokers host:port.');
  return stack.kafka.brokers;
};

/** The running service's environment, or else our own. */
const environmentOf = (service: string): NodeJS.ProcessEnv => {
  if (process.env['DATABASE_URL'] !== undefined) return process.env;
  const env = runningStack()?.services[service]?.env;
  if (env === undefined)
    throw new UsageError(`No ${service} runs here: give its environment (DATABASE_URL, KAFKA_BROKERS, …).`);
  return env;
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      group: { type: 'string' },
      key: { type: 'string' },
      brokers: { type: 'string' },
      service: { type: 'string', default: 'gateway' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help || positionals.length === 0) return void process.stdout.write(`${usage}\n`);
  if (positionals[0] === 'rebuild') {
    const { service, list } = values;
    const args = [...(list ? ['--list'] : []), ...positionals.slice(1)];
    process.exitCode = await rebuildReadModel(service, args, environmentOf(service));
    return;
  }
  const command = positionals.join(' ');
  if (command !== 'dead-letters list' && command !== 'dead-letters replay') {
    throw new UsageError(`There is no command "${command}"; see --help.`);
  }
  const { group, key } = values;
  if (group === undefined)
    throw new UsageError('Name the consumer group with --group, e.g. --group trip.commands.');
  const options = { brokers: brokersOf(values.brokers), group, key };
  const lines = command === 'dead-letters list' ? listDeadLetters(options) : putBackDeadLetters(options);
  for await (const line of lines) process.stdout.write(`${line}\n`);
};

try {
  await main();
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
  process.stderr.write(`ops: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = isUsage ? 2 : 1;
}
