import type { TripDetails } from '@watch-tower/contracts';

export type TimelineEntry = TripDetails['timeline'][number];

/** What happened longer before it was recorded than this was recorded late. */
const lateMinutes = 5;

/** `started` of `watchtower.trip.started.v1`. */
export function eventName(type: string): string {
  return (
    type
      .replace(/\.v\d+$/, '')
      .split('.')
      .at(-1) ?? type
  );
}

const sentences: Record<string, string> = {
  created: 'Trip entered',
  'plan-changed': 'Plan changed',
  'truck-assigned': 'Truck assigned',
  'truck-unassigned': 'Truck taken off',
  'driver-assigned': 'Driver assigned',
  'driver-unassigned': 'Driver taken off',
  'pickup-reached': 'Reached the pickup',
  started: 'Left the pickup',
  'delivery-reached': 'Reached the delivery',
  'offloading-started': 'Offloading began',
  offloaded: 'Cargo off',
  'delivery-left': 'Left the delivery',
  'empty-returned': 'Empty returned',
  completed: 'Trip completed',
  cancelled: 'Trip cancelled',
  failed: 'Trip failed',
  'time-corrected': 'Time corrected',
  'progress-withdrawn': 'Progress withdrawn',
  held: 'Put on hold',
  resumed: 'Goes on',
  'truck-swapped': 'Another truck took over',
  'driver-swapped': 'Another driver took over',
  'delay-noted': 'Delay noted',
  'delay-cleared': 'No longer delayed',
};

/** What happened, in words; a kind of event this version does not know is shown by its name. */
export function sentenceOfEvent(type: string): string {
  const name = eventName(type);
  const known = sentences[name];
  if (known) return known;
  const words = name.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The minutes from the event to its record, where that is long enough to matter; else null. */
export function minutesRecordedLate({
  at,
  recordedAt,
}: Pick<TimelineEntry, 'at' | 'recordedAt'>): number | null {
  const minutes = Math.floor((Date.parse(recordedAt) - Date.parse(at)) / 60_000);
  return minutes >= lateMinutes ? minutes : null;
}

/** The newest first, by when it happened; of one moment the later record first. */
export function newestFirst(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  return timeline.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.version - a.version);
}

/** What came to a trip after the version that somebody looked at, in the order in which it was recorded. */
export function newsSince(version: number, timeline: readonly TimelineEntry[]): TimelineEntry[] {
  return timeline.filter((entry) => entry.version > version).toSorted((a, b) => a.version - b.version);
}
