import type { AlertView } from '@watch-tower/contracts';
import { formatAge } from '../../format/quantities.js';

const kindWords: Readonly<Record<string, string>> = {
  overspeed: 'Overspeed',
  idling: 'Idling',
  unexpected_stop: 'Unexpected stop',
  gps_dark: 'No signal during a trip',
  geofence: 'Fence crossed',
  sos: 'SOS',
  engine_fault: 'Engine fault',
  overrev: 'Engine over-revved',
  tow_away: 'Towed away',
  anti_theft: 'Anti-theft alarm',
};

/** An alert's kind in words; one that only the provider knows keeps its name. */
export function kindInWords(kind: string): string {
  const known = Object.hasOwn(kindWords, kind) ? kindWords[kind] : undefined;
  if (known !== undefined) return known;
  const words = kind.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const severityNames: Record<AlertView['severity'], string> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};

/** Where an alert stands: what people did about it counts while it is open. */
export type Standing = 'withdrawn' | 'closed' | 'snoozed' | 'acknowledged' | 'open';

export function standingOf(
  alert: Pick<AlertView, 'status' | 'snooze' | 'acknowledgement'>,
  nowMs: number,
): Standing {
  if (alert.status !== 'open') return alert.status;
  if (alert.snooze && Date.parse(alert.snooze.until) > nowMs) return 'snoozed';
  return alert.acknowledgement ? 'acknowledged' : 'open';
}

/** How long an alert lasted, or lasts; null of what happened at a moment. */
export function lastedFor({ openedAt, closedAt }: AlertView, nowMs: number): string | null {
  const seconds = ((closedAt === null ? nowMs : Date.parse(closedAt)) - Date.parse(openedAt)) / 1_000;
  return seconds < 1 ? null : formatAge(seconds);
}

/** `speedKmh` as `speed`, with its unit behind the value: names of thresholds carry their units last. */
export function thresholdInWords(name: string, value: number): string {
  const units: [ending: string, unit: string][] = [
    ['Kmh', 'km/h'],
    ['Seconds', 's'],
    ['Ms', 'ms'],
    ['Meters', 'm'],
    ['M', 'm'],
  ];
  const found = units.find(([ending]) => name.endsWith(ending));
  const bare = found ? name.slice(0, -found[0].length) : name;
  const words = bare.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  if (found?.[1] === 'ms') return `${words}: ${formatAge(value / 1_000)}`;
  if (found?.[1] === 's') return `${words}: ${formatAge(value)}`;
  return found ? `${words}: ${value} ${found[1]}` : `${words}: ${value}`;
}
