import type { Clock } from '../clock.js';
import type { Fix, Told } from '@watch-tower/simulator-domain';
import type { Delivery } from './deliver.js';
import { locationMessage } from './location-message.js';

/** What the trucks of a fleet share when they send. */
export interface Uplink {
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly pace: (fixes: number) => Promise<void>;
  readonly gpsTime: (timeMs: number) => string;
  /** Most fixes in one call; only fixes that are late anyway are put together. */
  readonly batch: number;
  readonly signal: AbortSignal;
}

/** Where a truck's device is with its sending. */
export interface Progress {
  /** When the next fix to be accepted is due, epoch ms; all before it are accepted. */
  nextMs: number;
  /** True once the device has had nothing left to send for the first time. */
  caughtUp: boolean;
}

/**
 * Sends one truck's fixes in the order in which they are due, each after the one before was taken: the device's buffer. Past
 * and live are the same loop, late or not, and the track is pulled only as fast as it is sent, so a receiver that is away
 * for hours costs no memory.
 */
export async function transmit(
  track: Iterator<Told, unknown>,
  progress: Progress,
  { clock, delivery, pace, gpsTime, batch, signal }: Uplink,
): Promise<void> {
  let next = track.next();
  while (!next.done && !signal.aborted) {
    const { dueMs } = next.value;
    progress.nextMs = dueMs;
    if (dueMs > clock.now()) {
      progress.caughtUp = true;
      await clock.until(dueMs, signal);
      continue;
    }
    const late: Fix[] = [];
    while (!next.done && late.length < batch && next.value.dueMs <= clock.now()) {
      if (!next.value.isLost) late.push(next.value.fix);
      next = track.next();
    }
    if (late.length === 0) continue;
    await pace(late.length);
    await delivery.deliver(late.map((fix) => locationMessage(fix, gpsTime)));
  }
}
