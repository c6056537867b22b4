import { polygonIdOf } from '../loconav/identities.js';
import type { Alert } from './alert.js';

/** LocoNav's alert webhook: of a moment, or of a start that later comes again under its id with an end. */
export type AlertMessage = Readonly<Record<string, string | number>>;

export function alertMessage(
  alert: Alert,
  createdMs: number,
  time: (timeMs: number, nth: number) => string,
): AlertMessage {
  const written = (timeMs: number) => time(timeMs, alert.id);
  const about = { id: alert.id, vehicle_number: alert.plate };
  const rest = { created_at: written(createdMs), kind: alert.kind };
  if (alert.isPoint) {
    const { lat: latitude, lon: longitude } = alert.start;
    return { ...about, event_time: written(alert.startedMs), latitude, longitude, ...rest };
  }
  return {
    ...about,
    active_event_time: written(alert.startedMs),
    active_event_latitude: alert.start.lat,
    active_event_longitude: alert.start.lon,
    ...(alert.endedMs !== undefined && {
      inactive_event_time: written(alert.endedMs),
      inactive_event_latitude: alert.end?.lat ?? 0,
      inactive_event_longitude: alert.end?.lon ?? 0,
    }),
    ...(alert.place && {
      polygon_id: polygonIdOf(alert.place),
      event_key: alert.endedMs === undefined ? 'geofence_enter' : 'geofence_exit',
    }),
    ...rest,
  };
}
