export type AlertSeverity = 'info' | 'warning' | 'critical';

const severities: Readonly<Record<string, AlertSeverity>> = {
  crash: 'critical',
  sos: 'critical',
  anti_theft: 'critical',
  fuel_theft: 'critical',
  tow_away: 'critical',
  device_removal: 'critical',
  unwanted_movement: 'critical',
  geofence: 'info',
  ignition: 'info',
  movement: 'info',
  refueling: 'info',
  idling: 'info',
};

/** How much an alert of a kind matters; of a kind nobody told us of as much as most. */
export const severityOfKind = (kind: string): AlertSeverity =>
  Object.hasOwn(severities, kind) ? (severities[kind] ?? 'warning') : 'warning';
