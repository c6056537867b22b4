import type { Alert, AlertKind } from '../alerts/alert.js';
import { integerIdOf, polygonIdOf, uuidOf } from './identities.js';

/** The pull has other names for some of the webhook's kinds, and two for one. */
const pullNames: Partial<Record<AlertKind, readonly string[]>> = {
  GeofenceAlert: ['Geofence', 'GeofenceAlert'],
  IdlingAlert: ['VehicleIdleAlert'],
};

export function eventTypeOf({ id, kind }: Alert): string {
  const names = pullNames[kind] ?? [kind];
  return names[id % names.length] ?? kind;
}

/** An alert as the API lists it. While it is open its end is missing, or null with a place at 0,0. */
export function alertAnswer(alert: Alert, time: (timeMs: number, nth: number) => string): object {
  const written = (timeMs: number) => time(timeMs, alert.id);
  const { startedMs, start, endedMs, end, place } = alert;
  const open = alert.id % 2 === 0 ? {} : { endedTs: null, endLocation: { lat: 0, long: 0 } };
  return {
    id: alert.id,
    eventTime: written(startedMs),
    eventType: eventTypeOf(alert),
    startedTs: written(startedMs),
    startLocation: { lat: start.lat, long: start.lon, address: place?.address ?? 'Lagos' },
    ...(endedMs === undefined
      ? open
      : {
          endedTs: written(endedMs),
          endLocation: { lat: end?.lat, long: end?.lon, address: place?.address ?? 'Lagos' },
        }),
    vehicle: { uuid: uuidOf(alert.plate), number: alert.plate },
    vehicleId: integerIdOf(alert.plate),
    ...(place && {
      value: {
        id: polygonIdOf(place),
        name: place.name,
        lat: place.lat,
        long: place.lon,
        radius: place.radiusM,
        coordinates: [],
      },
    }),
  };
}
