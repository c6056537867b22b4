import { once } from 'node:events';
import { pino } from 'pino';
import { wallClock } from './clock.js';
import { describeOptions, readConfig, type Config } from './config.js';
import { runReplay } from './run-replay.js';
import { runSimulation } from './run-simulation.js';

const read = readConfig();
if (read.ok) process.exitCode = await run(read.config);
else {
  process.stderr.write(
    `The simulator cannot start:\n  ${read.faults.join('\n  ')}\nOptions:\n${describeOptions()}\n`,
  );
  process.exitCode = 2;
}

async function run(config: Config): Promise<number> {
  const replaying = config.replay.length > 0;
  // A replay's standard output is its result; what it has to say besides goes to standard error.
  const logger = pino({ name: 'simulator', level: config.logLevel }, pino.destination(replaying ? 2 : 1));
  const stopped = new AbortController();
  void Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]).then(() => stopped.abort());
  try {
    return await (replaying ? runReplay : runSimulation)(config, wallClock, logger, stopped.signal);
  } catch (error) {
    logger.fatal({ err: error }, 'the simulator has failed');
    return 1;
  }
}
