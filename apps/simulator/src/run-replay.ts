import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import { receiverOf, type Config } from './config.js';
import { expectedFixes } from './replay/expected-fixes.js';
import { readTrace } from './replay/read-trace.js';
import { replay } from './replay/replay.js';
import { shiftTrace, type ShiftedTrace } from './replay/shift-trace.js';
import { createCounts } from './webhook/counts.js';
import { createDelivery } from './webhook/deliver.js';
import { gpsTimeFormat } from './webhook/gps-time.js';
import { createPace } from './webhook/pace.js';

/**
 * Sends recorded traces, each shifted to end now, one file after the other, and prints one line of counts (or, in a dry
 * run, what would be sent). Returns the exit code: 0 when every message was accepted.
 */
export async function runReplay(
  config: Config,
  clock: Clock,
  logger: Logger,
  signal: AbortSignal,
): Promise<number> {
  const traces: ShiftedTrace[] = [];
  for (const file of config.replay)
    traces.push(shiftTrace(await readTrace(file), config.shiftTo ?? clock.now()));
  const expected = expectedFixes(traces.flatMap(({ reports }) => reports));
  const skipped = traces.reduce((sum, trace) => sum + trace.skipped, 0);
  if (config.dryRun) {
    const messages = traces.reduce((sum, { reports }) => sum + reports.length, 0);
    print(config.json ? expected : [{ messages, skipped, distinctValidFixes: expected.length }]);
    return 0;
  }

  const counts = createCounts(() => 0);
  const delivery = createDelivery(receiverOf(config), clock, counts, logger, signal);
  const uplink = {
    delivery,
    pace: createPace(config.rate, clock, signal),
    gpsTime: gpsTimeFormat(config.timeZone),
    batch: config.batch,
    signal,
  };
  for (const trace of traces) await replay(trace, uplink);
  delivery.close();
  print([{ ...counts.totals(), skipped, distinctValidFixes: expected.length }]);
  return signal.aborted || counts.totals().refused > 0 ? 1 : 0;
}

function print(lines: readonly object[]): void {
  for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
}
