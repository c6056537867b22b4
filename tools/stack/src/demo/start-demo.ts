import { StackError } from '../errors.js';
import type { World } from './world.js';
import { seedDemo, type SeedOptions } from './seed.js';

/** Enters the simulator's world, and only then lets its trucks drive: every position finds its truck registered. */
export async function startDemo(simulatorUrl: string, options: Omit<SeedOptions, 'world'>): Promise<void> {
  options.log('Demo: entering the simulated world');
  const world = (await ask('GET', `${simulatorUrl}/world`)) as World;
  await seedDemo({ ...options, world });
  await letTrucksDrive(simulatorUrl);
}

export async function letTrucksDrive(simulatorUrl: string): Promise<void> {
  await ask('POST', `${simulatorUrl}/control/start`);
}

async function ask(method: string, url: string): Promise<unknown> {
  const response = await fetch(url, { method, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new StackError(`The simulator answered ${response.status} to ${method} ${url}.`);
  return response.json();
}
