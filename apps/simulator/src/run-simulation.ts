import { once } from 'node:events';
import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import { receiverOf, type Config } from './config.js';
import { createFaults, createFleet } from '@watch-tower/simulator-domain';
import { createHttpServer } from './http-server.js';
import { createSimulation } from './simulation.js';

/** Simulates until the signal aborts. Returns the exit code; a port that is taken rejects. */
export async function runSimulation(
  config: Config,
  clock: Clock,
  logger: Logger,
  signal: AbortSignal,
): Promise<number> {
  const fleet = createFleet(config.seed, config.trucks);
  const faults = createFaults(config.seed, config.faults);
  const simulation = createSimulation(fleet, config, receiverOf(config), { clock, faults, logger });
  const server = createHttpServer({ fleet, settings: config, simulation, faults, clock });
  const address = await server.listen({ host: config.host, port: config.port });
  logger.info({ address, autostart: config.autostart }, 'listening');
  if (config.autostart) simulation.start();

  if (!signal.aborted) await once(signal, 'abort');
  await simulation.stop();
  await server.close();
  return 0;
}
