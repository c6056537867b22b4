import type { TripStage, TripStatus } from '@watch-tower/contracts';
import { fromLocalField } from '../truck-track/track-window.js';

export const tripStatuses = [
  'scheduled',
  'ongoing',
  'completed',
  'cancelled',
  'failed',
] as const satisfies readonly TripStatus[];

/** The stages in the order in which a job goes through them, each with its status. */
export const statusOfStage = {
  planned: 'scheduled',
  assigned: 'scheduled',
  at_pickup: 'scheduled',
  in_transit: 'ongoing',
  at_delivery: 'ongoing',
  offloading: 'ongoing',
  offloaded: 'ongoing',
  returning_empty: 'ongoing',
  empty_returned: 'ongoing',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
} as const satisfies Record<TripStage, TripStatus>;
export const tripStages = Object.keys(statusOfStage) as readonly TripStage[];

export const tripLayouts = ['table', 'kanban'] as const;
export type TripLayout = (typeof tripLayouts)[number];

/** What the trips are narrowed to, and how they are shown. It lives in the address, so a view can be kept and sent. */
export type TripFilter = {
  layout: TripLayout;
  status: TripStatus | null;
  stage: TripStage | null;
  text: string;
  truckId: string | null;
  driverId: string | null;
  clientId: string | null;
  /** Of any stop. */
  locationId: string | null;
  /** Its whole number, as `TCNU3877560`. */
  container: string | null;
  delayed: boolean;
  onHold: boolean;
  /** The first and the last day of the scheduled departure, as `2026-04-01`. */
  from: string | null;
  to: string | null;
  /** The same of the arrival at the last delivery. */
  arrivedFrom: string | null;
  arrivedTo: string | null;
};

const ids = ['truckId', 'driverId', 'clientId', 'locationId'] as const;
const flags = ['delayed', 'onHold'] as const;
const days = ['from', 'to', 'arrivedFrom', 'arrivedTo'] as const;

/** A container's number as it is compared, null where it is none. Its check digit is not looked at. */
export function containerNumberOf(written: string | null): string | null {
  const number = (written ?? '').replaceAll(/[\s-]/g, '').toUpperCase();
  return /^[A-Z]{4}\d{7}$/.test(number) ? number : null;
}

/** The filter in an address; what this version does not know counts as not there. */
export function readTripFilter(params: URLSearchParams): TripFilter {
  const day = (name: string): string | null => {
    const written = params.get(name);
    return written !== null && /^\d{4}-\d{2}-\d{2}$/.test(written) ? written : null;
  };
  return {
    layout: tripLayouts.find((layout) => layout === params.get('layout')) ?? 'table',
    status: tripStatuses.find((status) => status === params.get('status')) ?? null,
    stage: tripStages.find((stage) => stage === params.get('stage')) ?? null,
    text: params.get('text') ?? '',
    truckId: params.get('truckId'),
    driverId: params.get('driverId'),
    clientId: params.get('clientId'),
    locationId: params.get('locationId'),
    container: containerNumberOf(params.get('container')),
    delayed: params.get('delayed') === 'true',
    onHold: params.get('onHold') === 'true',
    from: day('from'),
    to: day('to'),
    arrivedFrom: day('arrivedFrom'),
    arrivedTo: day('arrivedTo'),
  };
}

/** The address fields of a filter, only those that say anything. */
export function writeTripFilter(filter: TripFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.layout !== 'table') params.set('layout', filter.layout);
  if (filter.text.trim() !== '') params.set('text', filter.text);
  for (const name of ['status', 'stage', ...ids, 'container', ...days] as const) {
    const value = filter[name];
    if (value !== null) params.set(name, value);
  }
  for (const name of flags) if (filter[name]) params.set(name, 'true');
  return params;
}

/** The filter as the gateway takes it. A day is one in the operator's zone, and counts to its end. */
export function tripQueryOf(filter: TripFilter, timeZone: string) {
  const text = filter.text.trim();
  const instantOf = (field: string, plusMs = 0): string =>
    new Date(fromLocalField(field, timeZone) + plusMs).toISOString();
  const startOf = (day: string): string => instantOf(`${day}T00:00`);
  const endOf = (day: string): string => instantOf(`${day}T23:59`, 59_999);
  return {
    ...(filter.status !== null && { status: filter.status }),
    ...(filter.stage !== null && { stage: filter.stage }),
    ...(text !== '' && { text }),
    ...(filter.truckId !== null && { truckId: filter.truckId }),
    ...(filter.driverId !== null && { driverId: filter.driverId }),
    ...(filter.clientId !== null && { clientId: filter.clientId }),
    ...(filter.locationId !== null && { locationId: filter.locationId }),
    ...(filter.container !== null && { container: filter.container }),
    ...(filter.delayed && { delayed: true }),
    ...(filter.onHold && { onHold: true }),
    ...(filter.from !== null && { departureFrom: startOf(filter.from) }),
    ...(filter.to !== null && { departureTo: endOf(filter.to) }),
    ...(filter.arrivedFrom !== null && { arrivalFrom: startOf(filter.arrivedFrom) }),
    ...(filter.arrivedTo !== null && { arrivalTo: endOf(filter.arrivedTo) }),
  };
}

/** What narrows the trips, whatever the layout. */
export const isNarrowed = (filter: TripFilter): boolean =>
  writeTripFilter({ ...filter, layout: 'table' }).size > 0;
