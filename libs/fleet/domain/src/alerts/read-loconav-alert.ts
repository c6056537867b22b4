import type { Coordinates } from '../positions/fix.js';
import type { Zone } from '../positions/zone.js';
import { alertKindOf } from './alert-kind.js';
import { readAlertTime } from './alert-time.js';
import type { ReportedAlert } from './merge-alerts.js';

/** By what else than plate and IMEI an alert names its vehicle. */
export type AlertVehicle = { readonly plate: string | null; readonly loconavVehicleId: string | null };

export type ReadAlert =
  { readonly alert: ReportedAlert; readonly vehicle: AlertVehicle } | { readonly fault: string };

/** These happen at a moment: who lists them without an end means that there is none to wait for. */
const momentary: ReadonlySet<string> = new Set([
  'geofence',
  'sudden_braking',
  'sudden_acceleration',
  'sharp_turn',
  'crash',
  'sos',
  'ignition',
  'refueling',
]);

const textLengthMax = 200;

/**
 * Reads an alert in any of LocoNav's shapes: a point (`event_time`), an interval that is sent again when it ends
 * (`active_event_*`, `inactive_event_*`), or an entry of the pulled list (`eventType`, `startedTs`, `endedTs`).
 * An end without a time is none, coordinates of 0,0 are none, and unknown kinds are kept under their name.
 * @param zone the zone of times that name none.
 * @returns the alert, or a sentence that names the field at fault.
 */
export const readLoconavAlert = (report: unknown, zone: Zone): ReadAlert => {
  const fields = objectOf(report);
  if (fields === undefined) return { fault: 'the report is not an object' };
  const externalId = identifierOf(fields['id']);
  if (externalId === null) return { fault: 'id: must be a text or a whole number' };
  const name = identifierOf(fields['kind']) ?? identifierOf(fields['eventType']);
  if (name === null) return { fault: 'kind: must name the alert' };
  const opened = firstOf(fields, ['active_event_time', 'startedTs', 'event_time', 'eventTime']);
  const openedAtMs = readAlertTime(opened.value, zone);
  if (openedAtMs === undefined) return { fault: `${opened.field}: must be a time as 2024-02-05T10:30:45Z` };
  const closed = firstOf(fields, ['inactive_event_time', 'endedTs']);
  const closedAtMs = closed.value === null ? null : readAlertTime(closed.value, zone);
  if (closedAtMs === undefined) return { fault: `${closed.field}: must be a time as 2024-02-05T10:30:45Z` };
  if (closedAtMs !== null && closedAtMs < openedAtMs)
    return { fault: `${closed.field}: is before the start` };
  const kind = alertKindOf(name);
  const isPoint = momentary.has(kind) || (opened.field === 'event_time' && closedAtMs === null);
  const start = objectOf(fields['startLocation']);
  return {
    alert: {
      kind,
      externalId,
      name,
      openedAtMs,
      closedAtMs: closedAtMs ?? (isPoint ? openedAtMs : null),
      openedAt:
        coordinatesOf(fields['active_event_latitude'], fields['active_event_longitude']) ??
        coordinatesOf(fields['latitude'], fields['longitude']) ??
        coordinatesOf(start?.['lat'], start?.['long']),
      polygonId: identifierOf(fields['polygon_id']),
      eventKey: identifierOf(fields['event_key']),
      address: identifierOf(start?.['address']),
    },
    vehicle: vehicleOf(fields),
  };
};

type Fields = Readonly<Record<string, unknown>>;

const objectOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

/** The first of these fields that says something; the first at all where none does. */
const firstOf = (
  fields: Fields,
  names: readonly [string, ...string[]],
): { field: string; value: unknown } => {
  const field = names.find((name) => (fields[name] ?? '') !== '') ?? names[0];
  return { field, value: (fields[field] ?? '') === '' ? null : fields[field] };
};

const identifierOf = (value: unknown): string | null => {
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) return null;
  const text = String(value).trim();
  return text === '' || text.length > textLengthMax || text.includes('\0') ? null : text;
};

const numberOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
};

const coordinatesOf = (latitudeField: unknown, longitudeField: unknown): Coordinates | null => {
  const [latitude, longitude] = [numberOf(latitudeField), numberOf(longitudeField)];
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : null;
};

const vehicleOf = (fields: Fields): AlertVehicle => {
  const vehicle = objectOf(fields['vehicle']);
  return {
    plate:
      identifierOf(fields['vehicle_number']) ??
      identifierOf(vehicle?.['number']) ??
      identifierOf(fields['vehicleNumber']),
    loconavVehicleId: identifierOf(vehicle?.['uuid']) ?? identifierOf(fields['vehicleUuid']),
  };
};
