import { tail } from '../files.js';
import type { Exit } from '../process/managed-process.js';
import type { Service } from '../services/service.js';
import { add, nothing, oneFailed, onePassed, type Tally } from './tally.js';

const probes = ['/health/live', '/health/ready', '/metrics'] as const;

/** Each built program has started; does it answer its probes? */
export async function smokeTest(services: readonly Service[]): Promise<Tally> {
  let tally = nothing;
  for (const service of services) {
    const answers = await Promise.all(
      probes.map(async (path) => ({ path, status: await statusOf(`${service.url}${path}`) })),
    );
    const wrong = answers.filter(({ status }) => status !== 200);
    tally = add(
      tally,
      verdict(
        `${service.name} is built, starts and answers`,
        wrong.map(({ path, status }) => `${path}: ${status}`),
      ),
    );
  }
  return tally;
}

/** Each was asked to stop by SIGTERM; did it end well? If not, the end of its log is shown. */
export async function exitTest(
  services: readonly Service[],
  exits: Readonly<Record<string, Exit | undefined>>,
): Promise<Tally> {
  let tally = nothing;
  for (const { name, logFile } of services) {
    const exit = exits[name];
    const isClean = exit?.code === 0;
    const ending = exit === undefined ? 'was not running' : (exit.signal ?? `exit code ${exit.code}`);
    const faults = isClean ? [] : [`${ending}; the end of its log:\n${await tail(logFile)}`];
    tally = add(tally, verdict(`${name} drains and exits 0 on SIGTERM`, faults));
  }
  return tally;
}

function verdict(what: string, faults: readonly string[]): Tally {
  console.log(faults.length === 0 ? `✓ ${what}` : `✗ ${what}: ${faults.join(', ')}`);
  return faults.length === 0 ? onePassed : oneFailed;
}

async function statusOf(url: string): Promise<number | string> {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.status;
    },
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
