import type { CreateTripRequest, TripDetails, UpdateTripRequest } from '@watch-tower/contracts';
import type { Choice } from '../../components/ui/typeahead.js';
import { fromLocalField, toLocalField } from '../truck-track/track-window.js';

/** Times are fields for date and time in the operator's zone; empty for none. */
export type StopForm = {
  /** Names it on the screen, whatever is added or taken away before it. */
  key: number;
  kind: TripDetails['stops'][number]['kind'];
  place: Choice | null;
  plannedArrivalAt: string;
  plannedDepartureAt: string;
};

export type ContainerForm = { number: string; lengthFeet: '' | '20' | '40' | '45' };

/** A trip as its form holds it: text as it is typed. */
export type TripForm = {
  vpcId: string;
  client: Choice | null;
  truck: Choice | null;
  driver: Choice | null;
  stops: readonly StopForm[];
  containers: readonly ContainerForm[];
  cargoType: string;
  weightTons: string;
  scheduledDeparture: string;
};

export const containersMax = 2;
export const stopsMax = 10;

const emptyStop = (key: number, kind: StopForm['kind']): StopForm => ({
  key,
  kind,
  place: null,
  plannedArrivalAt: '',
  plannedDepartureAt: '',
});

export const emptyTripForm: TripForm = {
  vpcId: '',
  client: null,
  truck: null,
  driver: null,
  stops: [emptyStop(0, 'pickup'), emptyStop(1, 'delivery')],
  containers: [{ number: '', lengthFeet: '' }],
  cargoType: '',
  weightTons: '',
  scheduledDeparture: '',
};

export function toForm(trip: TripDetails, timeZone: string): TripForm {
  const field = (instant: string | null): string =>
    instant === null ? '' : toLocalField(Date.parse(instant), timeZone);
  const choice = (named: { id: string; name: string | null } | null, unknown: string): Choice | null =>
    named && { id: named.id, name: named.name ?? unknown };
  return {
    vpcId: trip.vpcId,
    client: choice(trip.client, 'Unknown client'),
    truck: trip.truck && { id: trip.truck.id, name: trip.truck.number ?? 'Unknown truck' },
    driver: choice(trip.driver, 'Unknown driver'),
    stops: trip.stops.map(({ kind, location, plannedArrivalAt, plannedDepartureAt }, key) => ({
      key,
      kind,
      place: choice(location, 'Unknown place'),
      plannedArrivalAt: field(plannedArrivalAt),
      plannedDepartureAt: field(plannedDepartureAt),
    })),
    containers: trip.containers.map(({ number, lengthFeet }) => ({
      number,
      lengthFeet: lengthFeet === null ? '' : `${lengthFeet}`,
    })),
    cargoType: trip.cargoType ?? '',
    weightTons: trip.weightTons === null ? '' : String(trip.weightTons),
    scheduledDeparture: field(trip.scheduledDeparture),
  };
}

/** The job of a trip that failed, to go on with: neither its id, nor its truck and driver, nor its times. */
export function followUpOf(failed: TripDetails, timeZone: string): TripForm {
  const form = toForm(failed, timeZone);
  return {
    ...form,
    vpcId: '',
    truck: null,
    driver: null,
    scheduledDeparture: '',
    stops: form.stops.map((stop) => ({ ...stop, plannedArrivalAt: '', plannedDepartureAt: '' })),
  };
}

/** With one more stop: deliveries stand before the empty's return, which is the last and only one. */
export function withStop(form: TripForm, kind: 'delivery' | 'empty_return'): TripForm {
  const key = Math.max(...form.stops.map((stop) => stop.key)) + 1;
  const before = form.stops.filter((stop) => stop.kind !== 'empty_return');
  const after = form.stops.filter((stop) => stop.kind === 'empty_return');
  return { ...form, stops: [...before, emptyStop(key, kind), ...after] };
}

/** Which stops can be taken away: a trip has one pickup and a delivery. */
export function mayRemove(stops: readonly StopForm[], { kind }: StopForm): boolean {
  return kind === 'empty_return' || (kind === 'delivery' && countOf(stops, 'delivery') > 1);
}

export const countOf = (stops: readonly StopForm[], kind: StopForm['kind']): number =>
  stops.filter((stop) => stop.kind === kind).length;

/** Containers that nobody filled in are none: where a written one stands in what is sent; null for an empty one. */
export function sentIndexOf(containers: readonly ContainerForm[], index: number): number | null {
  if (!isWritten(containers[index])) return null;
  return containers.slice(0, index).filter(isWritten).length;
}

const isWritten = (container: ContainerForm | undefined): boolean =>
  container !== undefined && container.number.trim() !== '';

/** What is still to be filled in, by the names that the server has for it. */
export function missingOf({ stops }: TripForm): ReadonlyMap<string, string> {
  const lacking = stops.flatMap(({ place }, index) => (place ? [] : [index]));
  return new Map(lacking.map((index) => [`stops.${index}.locationId`, 'choose a place']));
}

/** The form as the API takes it: nothing typed is null. */
export function toPlan(form: TripForm, timeZone: string) {
  const textOf = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());
  const instantOf = (field: string): string | null => {
    const ms = fromLocalField(field, timeZone);
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  };
  return {
    vpcId: form.vpcId.trim(),
    clientId: form.client?.id ?? null,
    truckId: form.truck?.id ?? null,
    driverId: form.driver?.id ?? null,
    stops: form.stops.map(({ kind, place, plannedArrivalAt, plannedDepartureAt }) => ({
      kind,
      locationId: place?.id ?? '',
      plannedArrivalAt: instantOf(plannedArrivalAt),
      plannedDepartureAt: instantOf(plannedDepartureAt),
    })),
    containers: form.containers.filter(isWritten).map(({ number, lengthFeet }) => ({
      number: number.replaceAll(/[\s-]/g, '').toUpperCase(),
      lengthFeet: feetOf(lengthFeet),
    })),
    cargoType: textOf(form.cargoType),
    weightTons: form.weightTons.trim() === '' ? null : Number(form.weightTons),
    scheduledDeparture: instantOf(form.scheduledDeparture) ?? '',
  } satisfies CreateTripRequest;
}

function feetOf(length: ContainerForm['lengthFeet']): 20 | 40 | 45 | null {
  return ([20, 40, 45] as const).find((feet) => String(feet) === length) ?? null;
}

/** Of the plan what is no longer as it was. The business id stays for ever. */
export function changesOf(before: TripDetails, form: TripForm, timeZone: string): UpdateTripRequest {
  const untouched: Record<string, unknown> = toPlan(toForm(before, timeZone), timeZone);
  const { vpcId: _, ...plan } = toPlan(form, timeZone);
  return Object.fromEntries(
    Object.entries(plan).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(untouched[name])),
  );
}

const nameInPlan: Partial<Record<keyof TripForm, string>> = {
  client: 'clientId',
  truck: 'truckId',
  driver: 'driverId',
};

/** The form on top of what somebody else made of the trip: what was changed here stays, all else becomes theirs. */
export function rebased(
  before: TripDetails,
  form: TripForm,
  theirs: TripDetails,
  timeZone: string,
): TripForm {
  const changed = changesOf(before, form, timeZone);
  const isMine = (name: string): boolean =>
    Object.hasOwn(changed, nameInPlan[name as keyof TripForm] ?? name);
  const mine = Object.entries(form).filter(([name]) => isMine(name));
  return { ...toForm(theirs, timeZone), ...Object.fromEntries(mine) };
}
