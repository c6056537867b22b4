import type { Uplink } from '../webhook/transmit.js';
import { locationMessage } from '../webhook/location-message.js';
import type { ShiftedTrace } from './shift-trace.js';

/**
 * Sends a trace in file order, one call after the other, so that the receiver sees exactly the recorded disorder; as many
 * consecutive rows as the uplink's batch go in one call. Stops between calls when the signal aborts.
 */
export async function replay(
  trace: ShiftedTrace,
  { batch, delivery, pace, gpsTime, signal }: Omit<Uplink, 'clock'>,
): Promise<void> {
  for (let from = 0; from < trace.reports.length && !signal.aborted; from += batch) {
    const reports = trace.reports.slice(from, from + batch);
    await pace(reports.length);
    await delivery.deliver(reports.map((report) => locationMessage(report, gpsTime)));
  }
}
