import { createServer } from 'node:net';
import { join } from 'node:path';
import { StackError } from './errors.js';
import { readMap, writeJson } from './files.js';
import { cacheDir, type LocalPaths } from './paths.js';
import { claim } from './process/claim.js';

/** The port each part prefers; where it is taken, the next in steps of 100 (8080, 8180, …), which stays easy to recognise. */
export const preferredPorts = {
  postgres: 5432,
  kafka: 9092,
  kafkaController: 9093,
  redis: 6379,
  gateway: 8080,
  'gateway-positions': 8083,
  trip: 8081,
  fleet: 8082,
  simulator: 8090,
} as const;

export type PortName = keyof typeof preferredPorts;

const stepCount = 200;

/** Candidates in order of preference: the remembered port first, so that URLs survive a restart. */
export function candidatePorts(preferred: number, remembered: number | undefined): number[] {
  const steps = Array.from({ length: stepCount }, (_, step) => preferred + step * 100).filter(
    (port) => port < 32_768,
  );
  return remembered === undefined ? steps : [remembered, ...steps.filter((port) => port !== remembered)];
}

/** Ports of one running system: free when chosen, claimed against other clones that start at the same time, remembered. */
export class Ports {
  private readonly claimed = new Map<number, () => Promise<void>>();

  private constructor(
    private readonly file: string,
    private readonly remembered: Map<string, number>,
  ) {}

  static async open(paths: LocalPaths): Promise<Ports> {
    return new Ports(paths.portsFile, await readMap(paths.portsFile, (value) => typeof value === 'number'));
  }

  async choose(name: PortName, wanted?: number): Promise<number> {
    const candidates =
      wanted === undefined ? candidatePorts(preferredPorts[name], this.remembered.get(name)) : [wanted];
    for (const port of candidates) {
      if (!(await this.take(port))) continue;
      this.remembered.set(name, port);
      await writeJson(this.file, Object.fromEntries(this.remembered), 0o644);
      return port;
    }
    throw new StackError(
      wanted === undefined
        ? `There is no free port for ${name}: ${candidates.length} were tried.`
        : `Port ${wanted} for ${name} is taken.`,
    );
  }

  async release(): Promise<void> {
    await Promise.all([...this.claimed.values()].map((release) => release()));
    this.claimed.clear();
  }

  private async take(port: number): Promise<boolean> {
    if (this.claimed.has(port)) return isFree(port);
    const claimed = await claim(join(cacheDir, 'ports', String(port)));
    if ('heldBy' in claimed) return false;
    if (await isFree(port)) {
      this.claimed.set(port, claimed.release);
      return true;
    }
    await claimed.release();
    return false;
  }
}

async function isFree(port: number): Promise<boolean> {
  // Both addresses: a listener on one of them does not stop a bind to the other, and then clients reach the wrong one.
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
