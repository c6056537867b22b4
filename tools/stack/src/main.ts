import { doctor, help as doctorHelp } from './commands/doctor.js';
import { infra, help as infraHelp } from './commands/infra.js';
import { reset, help as resetHelp } from './commands/reset.js';
import { start, help as startHelp } from './commands/start.js';
import { test, help as testHelp } from './commands/test.js';
import { runTool, tools } from './commands/tool.js';
import { codeOf, describeError, StackError } from './errors.js';

interface Command {
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  start: { help: startHelp, run: start },
  test: { help: testHelp, run: test },
  doctor: { help: doctorHelp, run: doctor },
  reset: { help: resetHelp, run: reset },
  infra: { help: infraHelp, run: infra },
  ...Object.fromEntries(
    tools.map((tool) => [tool, { help: '', run: (args: readonly string[]) => runTool(tool, args) }]),
  ),
};

const [name = '', ...args] = process.argv.slice(2);
try {
  process.exitCode = await main(name, args);
} catch (error) {
  const isInterrupted = error instanceof Error && error.name === 'AbortError';
  console.error(isInterrupted ? 'Stopped before it was up.' : describeError(error));
  process.exitCode = isInterrupted ? 130 : 1;
}

async function main(name: string, args: readonly string[]): Promise<number> {
  const command = commands[name];
  if (!command) {
    const known = Object.keys(commands).join(', ');
    if (name === '' || name === '--help') return say(`Commands: ${known}; each explains itself with --help.`);
    throw new StackError(`There is no command "${name}": ${known}.`);
  }
  // A tool explains itself.
  if (command.help !== '' && args.some((arg) => arg === '--help' || arg === '-h')) return say(command.help);
  try {
    return await command.run(args);
  } catch (error) {
    const isUsage = error instanceof TypeError && codeOf(error)?.startsWith('ERR_PARSE_ARGS');
    throw isUsage ? new StackError(`${error.message} (see --help)`) : error;
  }
}

function say(text: string): number {
  console.log(text);
  return 0;
}
