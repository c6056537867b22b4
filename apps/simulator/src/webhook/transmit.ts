import type { Clock } from '../clock.js';
import type { Fix } from '../motion/device.js';
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
  /** Device time of the next fix to be accepted, epoch ms; all before it are. */
  nextMs: number;
  /** True once the device has had nothing left to send for the first time. */
  caughtUp: boolean;
}

/**
 * Sends one truck's fixes in order, each once it is due, each after the one before was taken: the device's buffer. Past
 * and live are the same loop, late or not, and the track is pulled only as fast as it is sent, so a receiver that is away
 * for hours costs no memory.
 */
export async function transmit(
  track: Iterator<Fix, unknown>,
  uplinkMs: number,
  progress: Progress,
  { clock, delivery, pace, gpsTime, batch, signal }: Uplink,
): Promise<void> {
  let next = track.next();
  while (!next.done && !signal.aborted) {
    progress.nextMs = next.value.timeMs;
    const dueMs = next.value.timeMs + uplinkMs;
    if (dueMs > clock.now()) {
      progress.caughtUp = true;
      await clock.until(dueMs, signal);
      continue;
    }
    const late: Fix[] = [];
    while (!next.done && late.length < batch && next.value.timeMs + uplinkMs <= clock.now()) {
      late.push(next.value);
      next = track.next();
    }
    await pace(late.length);
    await delivery.deliver(late.map((fix) => locationMessage(fix, gpsTime)));
  }
}
