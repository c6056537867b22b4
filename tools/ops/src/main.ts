import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { listDeadLetters } from './list-dead-letters.js';
import { putBackDeadLetters } from './put-back-dead-letters.js';

const usage = `npm run ops -- <command> [options]

  dead-letters list --group G       what a consumer group could not handle, one line each
  dead-letters replay --group G     puts a group's dead letters back on their topics
    --key K                         only those of one key

Options
  --brokers host:port,…   default: the environment's KAFKA_BROKERS, else the running stack of this clone`;

/** A mistake of whoever called: one sentence, exit code 2. */
class UsageError extends Error {}

const brokersOf = (given: string | undefined): string[] => {
  const named = given ?? process.env['KAFKA_BROKERS'];
  if (named !== undefined) return named.split(',');
  try {
    const facts = JSON.parse(readFileSync('.local/stack.json', 'utf8')) as { kafka: { brokers: string[] } };
    return facts.kafka.brokers;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new UsageError('No broker is named and no stack is running: give --brokers host:port.');
    }
    throw error;
  }
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      group: { type: 'string' },
      key: { type: 'string' },
      brokers: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || positionals.length === 0) return void process.stdout.write(`${usage}\n`);
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
