import type { TripDetails } from '@watch-tower/contracts';
import { useState } from 'react';
import { faultAt, faultsOf } from '../../api/api-error.js';
import { ChoiceSelect } from '../../components/ui/choice-select.js';
import { FieldFault, TextField } from '../../components/ui/field.js';
import { Typeahead } from '../../components/ui/typeahead.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { findDrivers, findPlaces, findTrucks } from '../registry/find-choices.js';
import { stopNames } from '../trips/trip-words.js';
import { MomentField, ReasonField } from './deed-fields.js';
import { TellingDialog } from './telling-dialog.js';
import { actionTitles, type TripAction } from './trip-actions.js';
import { emptyDeedForm, fieldsOf, readDeed, stopsAhead, type DeedField, type DeedForm } from './trip-deed.js';
import { useTripDeed } from './use-trip-deed.js';

/** The small form of one action. */
export function DeedDialog({
  action,
  trip,
  onDone,
  onClose,
}: {
  action: TripAction;
  trip: TripDetails;
  onDone: (trip: TripDetails) => void;
  onClose: () => void;
}) {
  const [form, setForm] = useState(emptyDeedForm);
  const [missing, setMissing] = useState<ReadonlyMap<string, string>>(new Map());
  const { busy, error, news, tell } = useTripDeed(trip, onDone);
  const faults = new Map([...missing, ...faultsOf(error)]);
  const faultOf = (...fields: string[]): string | undefined => faultAt(faults, ...fields);
  const set = (part: Partial<DeedForm>): void => setForm((was) => ({ ...was, ...part }));

  const field: Record<DeedField, () => React.ReactNode> = {
    at: () => (
      <MomentField
        label="When; empty for now"
        value={form.at}
        fault={faultOf('at')}
        onChange={(at) => set({ at })}
      />
    ),
    reason: () => (
      <ReasonField value={form.reason} fault={faultOf('reason')} onChange={(reason) => set({ reason })} />
    ),
    stopIndex: () => <StopField trip={trip} form={form} fault={faultOf('stopIndex')} set={set} />,
    other: () =>
      action === 'swap-truck' ? (
        <Typeahead
          label="Truck that goes on"
          value={form.other}
          find={findTrucks}
          fault={faultOf('truckId')}
          onChoose={(other) => set({ other })}
        />
      ) : (
        <Typeahead
          label="Driver who goes on"
          value={form.other}
          find={findDrivers}
          fault={faultOf('driverId')}
          onChoose={(other) => set({ other })}
        />
      ),
    place: () =>
      action !== 'arrive' || isEmptyReturn(trip, form) ? (
        <Typeahead
          label={action === 'arrive' ? 'Brought to, if not to the planned depot' : 'Place of the hand-over'}
          value={form.place}
          find={findPlaces}
          fault={faultOf('place', 'locationId')}
          onChoose={(place) => set({ place })}
        />
      ) : null,
    point: () =>
      form.place === null && (
        <TextField
          label="Or on the road, at latitude, longitude"
          placeholder="6.44120, 3.36450"
          value={form.point}
          onChange={({ target }) => set({ point: target.value })}
        />
      ),
  };

  return (
    <TellingDialog
      title={actionTitles[action]}
      busy={busy}
      error={error}
      news={news}
      onClose={onClose}
      onTell={() => {
        const read = readDeed(action, form, operatorTimeZone);
        setMissing('faults' in read ? read.faults : new Map());
        if ('deed' in read) tell(read.deed);
      }}
    >
      {fieldsOf[action].map((name) => (
        <div key={name} className="empty:hidden">
          {field[name]()}
        </div>
      ))}
    </TellingDialog>
  );
}

/** The stop that is told of is an empty return: the one that is named, or the next. */
function isEmptyReturn(trip: TripDetails, { stopIndex }: DeedForm): boolean {
  const index = stopIndex ?? stopsAhead(trip)[0]?.index;
  return index !== undefined && trip.stops[index]?.kind === 'empty_return';
}

function StopField({
  trip,
  form,
  fault,
  set,
}: {
  trip: TripDetails;
  form: DeedForm;
  fault: string | undefined;
  set: (part: Partial<DeedForm>) => void;
}) {
  const options = stopsAhead(trip).map(({ index, stop }) => ({
    value: String(index),
    label: `${stopNames[stop.kind]}: ${stop.location.name ?? 'unknown place'}`,
  }));
  return (
    <div>
      <span className="mb-1.5 block text-xs font-medium text-muted">Stop</span>
      <ChoiceSelect
        label="Stop"
        value={form.stopIndex === null ? 'next' : String(form.stopIndex)}
        options={[{ value: 'next', label: 'The next one' }, ...options]}
        className="h-10 w-full"
        onChoose={(value) => set({ stopIndex: value === 'next' ? null : Number(value), place: null })}
      />
      <FieldFault fault={fault} />
    </div>
  );
}
