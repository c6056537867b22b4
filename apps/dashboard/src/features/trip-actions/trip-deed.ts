import type { HandOverPlace, Milestone, TripDetails } from '@watch-tower/contracts';
import type { Choice } from '../../components/ui/typeahead.js';
import { fromLocalField } from '../truck-track/track-window.js';
import type { TripAction } from './trip-actions.js';

type Moment = { at?: string };
type Reasoned = Moment & { reason: string };

/** What somebody tells of a trip, as the API takes it. */
export type TripDeed =
  | { do: 'start' | 'complete' | 'resume'; body: Moment }
  | { do: 'arrive'; body: Moment & { stopIndex?: number; locationId?: string } }
  | { do: 'offload'; body: Moment & { phase: 'started' | 'done' } }
  | { do: 'hold' | 'fail'; body: Reasoned }
  | { do: 'cancel'; body: { reason: string } }
  | { do: 'swap-truck'; body: Reasoned & { place: HandOverPlace; truckId: string } }
  | { do: 'swap-driver'; body: Reasoned & { place: HandOverPlace; driverId: string } }
  | {
      do: 'correct';
      body: { milestone: Milestone; stopIndex: number | null; at: string | null; reason: string };
    };

/** The form of an action, as it is typed. `at` is a field for date and time; empty for now. */
export type DeedForm = {
  at: string;
  reason: string;
  stopIndex: number | null;
  /** The other truck or driver. */
  other: Choice | null;
  place: Choice | null;
  /** `latitude, longitude`, where it was at no place. */
  point: string;
};

export const emptyDeedForm: DeedForm = {
  at: '',
  reason: '',
  stopIndex: null,
  other: null,
  place: null,
  point: '',
};

export type DeedField = keyof DeedForm;

/** What is asked for each action. */
export const fieldsOf: Record<TripAction, readonly DeedField[]> = {
  start: ['at'],
  arrive: ['stopIndex', 'place', 'at'],
  'start-offloading': ['at'],
  offload: ['at'],
  complete: ['at'],
  hold: ['reason', 'at'],
  resume: ['at'],
  'swap-truck': ['other', 'place', 'point', 'reason', 'at'],
  'swap-driver': ['other', 'place', 'point', 'reason', 'at'],
  fail: ['reason', 'at'],
  cancel: ['reason'],
};

/** The deed of a form, or what is still to be filled in, by the name that the server has for it. */
export type Read = { deed: TripDeed } | { faults: ReadonlyMap<string, string> };

export function readDeed(action: TripAction, form: DeedForm, timeZone: string): Read {
  const moment = momentOf(form.at, timeZone);
  const { reason } = form;
  switch (action) {
    case 'start':
    case 'complete':
    case 'resume':
      return { deed: { do: action, body: moment } };
    case 'start-offloading':
      return { deed: { do: 'offload', body: { ...moment, phase: 'started' } } };
    case 'offload':
      return { deed: { do: 'offload', body: { ...moment, phase: 'done' } } };
    case 'hold':
    case 'fail':
      return { deed: { do: action, body: { ...moment, reason } } };
    case 'cancel':
      return { deed: { do: 'cancel', body: { reason } } };
    case 'arrive': {
      const { stopIndex, place } = form;
      const where = { ...(stopIndex !== null && { stopIndex }), ...(place && { locationId: place.id }) };
      return { deed: { do: 'arrive', body: { ...moment, ...where } } };
    }
    case 'swap-truck':
    case 'swap-driver':
      return readSwap(action, form, moment);
  }
}

function readSwap(action: 'swap-truck' | 'swap-driver', form: DeedForm, moment: Moment): Read {
  const { other, reason } = form;
  const place = handOverPlaceOf(form);
  const [kind, field] = action === 'swap-truck' ? ['truck', 'truckId'] : ['driver', 'driverId'];
  if (!other || !place)
    return {
      faults: new Map([
        ...(other ? [] : [[field, `choose the ${kind} that goes on`] as const]),
        ...(place ? [] : [['place', 'choose a place, or write a latitude and a longitude'] as const]),
      ]),
    };
  const body = { ...moment, reason, place };
  return action === 'swap-truck'
    ? { deed: { do: action, body: { ...body, truckId: other.id } } }
    : { deed: { do: action, body: { ...body, driverId: other.id } } };
}

/** Where the hand-over was; null while neither a place nor a point is named. */
function handOverPlaceOf({ place, point }: DeedForm): HandOverPlace | null {
  if (place) return { kind: 'location', locationId: place.id };
  const parts = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(point);
  return parts ? { kind: 'point', latitude: Number(parts[1]), longitude: Number(parts[2]) } : null;
}

function momentOf(field: string, timeZone: string): Moment {
  const ms = fromLocalField(field, timeZone);
  return Number.isNaN(ms) ? {} : { at: new Date(ms).toISOString() };
}

/** The stops at which a truck may be told to have arrived: those at which it has not, the pickup by its visit too. */
export function stopsAhead({ stops }: TripDetails): { index: number; stop: TripDetails['stops'][number] }[] {
  return stops.map((stop, index) => ({ index, stop })).filter(({ stop }) => stop.actual.arrival === null);
}
