import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../apps/simulator/dist/main.js', import.meta.url));

export type Simulator = {
  /** Where it listens, e.g. `http://127.0.0.1:4711`. */
  readonly url: string;
  /** Its LocoNav API. */
  readonly apiUrl: string;
  readonly token: string;
  /** What goes wrong from now on: a list as `POST /faults` takes it. */
  setFaults(faults: readonly object[]): Promise<void>;
  status(): Promise<SimulatorStatus>;
  stop(): Promise<void>;
};

export type SimulatorStatus = {
  readonly api: Readonly<
    Record<string, { readonly requests: number; readonly overLimit: number; readonly mostInAWindow: number }>
  >;
};

/**
 * Starts the built simulator, a LocoNav with a small fleet, as a program of its own on a free port. Its webhooks go nowhere
 * unless the environment says where.
 */
export const startSimulator = async (
  environment: Readonly<Record<string, string>> = {},
): Promise<Simulator> => {
  const token = 'a token of the tests';
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      SIMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9/',
      SIMULATOR_WEBHOOK_SECRET: 'none',
      SIMULATOR_API_TOKEN: token,
      SIMULATOR_TRUCKS: '2',
      SIMULATOR_PAST_HOURS: '1',
      ...environment,
    },
  });
  const exited = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const { address } = JSON.parse(line) as { address?: string };
      if (address !== undefined) resolve(address);
    });
    void exited.then(() => reject(new Error('the simulator did not start; is it built?')));
  });
  const ask = async (path: string, faults?: readonly object[]): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(
      `${url}${path}`,
      faults && { method: 'POST', headers, body: JSON.stringify(faults) },
    );
    if (!response.ok) throw new Error(`the simulator answered ${response.status} to ${path}`);
    return response.json();
  };
  return {
    url,
    apiUrl: `${url}/integration/api/v1`,
    token,
    setFaults: async (faults) => void (await ask('/faults', faults)),
    status: async () => (await ask('/control/status')) as SimulatorStatus,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
};
