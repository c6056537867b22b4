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
  offloaded: 'Cargo off',
  completed: 'Trip completed',
  cancelled: 'Trip cancelled',
};

/** What happened, in words; a kind of event this version does not know is shown by its name. */
export function sentenceOfEvent(type: string): string {
  const name = eventName(type);
  const known = sentences[name];
  if (known) return known;
  const words = name.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Who or what says so. Kinds of evidence that are not known here are shown as they are. */
export function sourceOf(
  evidence: { kind: string; role?: string; actorId?: string },
  meId: string | null,
): string {
  if (evidence.kind !== 'person') return `By ${evidence.kind.replaceAll(/[-_]/g, ' ')}`;
  const role = evidence.role ?? 'person';
  if (meId !== null && evidence.actorId === meId) return `By you, ${role}`;
  return `By ${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`;
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
