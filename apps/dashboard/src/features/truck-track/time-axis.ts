import type { TrackWindow } from './track-window.js';

const minuteMs = 60_000;
const stepsMs = [5, 15, 30, 60, 120, 240, 720, 1_440, 2_880, 7_200].map((minutes) => minutes * minuteMs);
const ticksMax = 9;

/** Where an instant lies in a window, 0 to 1; what is outside lies at its edge. */
export function shareOf({ fromMs, toMs }: TrackWindow, atMs: number): number {
  return Math.min(Math.max((atMs - fromMs) / (toMs - fromMs), 0), 1);
}

/** Round instants of a window to write at its axis; round by UTC, which in zones of whole hours is round as well. */
export function ticksOf({ fromMs, toMs }: TrackWindow): number[] {
  const stepMs = stepsMs.find((step) => (toMs - fromMs) / step <= ticksMax) ?? (toMs - fromMs) / ticksMax;
  const first = Math.ceil(fromMs / stepMs) * stepMs;
  return Array.from(
    { length: Math.max(0, Math.floor((toMs - first) / stepMs) + 1) },
    (_, n) => first + n * stepMs,
  );
}
