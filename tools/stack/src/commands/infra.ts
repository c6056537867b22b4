import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startInfrastructure } from '../stack.js';
import { stopRequest, untilStopped } from './stop-request.js';

export const help = `node tools/stack/dist/main.js infra [--dir DIR]: PostgreSQL, Kafka and Redis alone, until Ctrl-C

Prints their addresses as shell variables and writes them to DIR/env.sh, for integration tests:
  source .local/env.sh && npm run jest -- --selectProjects int`;

export async function infra(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { dir: { type: 'string' } } });
  const signal = stopRequest();
  const options = { signal, log: (line: string) => console.log(line) };
  const infrastructure = await startInfrastructure(
    values.dir === undefined ? options : { ...options, dir: values.dir },
  );
  const variables = Object.entries(infrastructure.env).map(([name, value]) => `${name}='${value}'`);
  const line = `export ${variables.join(' ')}`;
  await writeFile(join(infrastructure.workspace.paths.dir, 'env.sh'), `${line}\n`, { mode: 0o600 });
  console.log(line);
  await untilStopped(signal);
  await infrastructure.stop();
  return 0;
}
