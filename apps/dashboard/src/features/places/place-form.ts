import type { LocationView } from '@watch-tower/contracts';
import type { LocationType } from '../locations/location-types.js';
import { fenceOf, toDraft, type FenceDraft } from './fence-draft.js';

/** A place as its form holds it: text as it is typed. */
export type PlaceForm = {
  name: string;
  type: LocationType;
  address: string;
  city: string;
  state: string;
  loconavGeofenceId: string;
  fence: FenceDraft;
};

export const emptyForm: PlaceForm = {
  name: '',
  type: 'client',
  address: '',
  city: '',
  state: '',
  loconavGeofenceId: '',
  fence: { shape: 'circle', centre: null, radiusM: 150 },
};

export const toForm = (place: LocationView): PlaceForm => ({
  name: place.name,
  type: place.type,
  address: place.address ?? '',
  city: place.city ?? '',
  state: place.state ?? '',
  loconavGeofenceId: place.loconavGeofenceId === null ? '' : String(place.loconavGeofenceId),
  fence: toDraft(place.fence),
});

type Fields = Pick<
  LocationView,
  'name' | 'type' | 'address' | 'city' | 'state' | 'fence' | 'loconavGeofenceId'
>;

/** The fields as the API takes them: nothing typed is null. */
export function toFields(form: PlaceForm): Fields {
  const textOf = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());
  const geofence = textOf(form.loconavGeofenceId);
  return {
    name: form.name.trim(),
    type: form.type,
    address: textOf(form.address),
    city: textOf(form.city),
    state: textOf(form.state),
    fence: fenceOf(form.fence),
    loconavGeofenceId: geofence === null ? null : Number(geofence),
  };
}

/** Of the fields those that are no longer what they were. */
export function changesOf(before: LocationView, form: PlaceForm): Partial<Fields> {
  const untouched: Record<string, unknown> = toFields(toForm(before));
  return Object.fromEntries(
    Object.entries(toFields(form)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(untouched[name]),
    ),
  );
}

/** The form on top of what somebody else made of the place: what was changed here stays, all else becomes theirs. */
export function rebased(before: LocationView, form: PlaceForm, theirs: LocationView): PlaceForm {
  const changed = changesOf(before, form);
  const mine = Object.entries(form).filter(([name]) => Object.hasOwn(changed, name));
  return { ...toForm(theirs), ...Object.fromEntries(mine) };
}
