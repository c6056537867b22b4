import type { LocationView } from '@watch-tower/contracts';
import { X } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { ApiError, faultsOf } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { carryOut } from '../../api/carry-out.js';
import { useIntention } from '../../api/use-intention.js';
import { Button } from '../../components/ui/button.js';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { ChoiceSelect } from '../../components/ui/choice-select.js';
import { FieldFault, TextField } from '../../components/ui/field.js';
import { ErrorNotice } from '../../components/ui/notice.js';
import { locationTypeNames, locationTypes } from '../locations/location-types.js';
import { missingOf, readLines, toLines, type FenceAction, type FenceDraft } from './fence-draft.js';
import { changesOf, toFields, type PlaceForm } from './place-form.js';

const typeOptions = locationTypes.map((value) => ({ value, label: locationTypeNames[value].one }));
const shapeOptions = [
  { value: 'circle', label: 'Circle' },
  { value: 'polygon', label: 'Polygon' },
  { value: 'none', label: 'None' },
] as const;

/** The form of a place, beside the map on which its fence is drawn. */
export function PlaceEditor({
  before,
  form,
  onForm,
  onFence,
  onSaved,
  onTheirs,
  onCancel,
}: {
  /** The place as it was when the form was opened; null for a new one. */
  before: LocationView | null;
  form: PlaceForm;
  onForm: (form: PlaceForm) => void;
  onFence: (action: FenceAction) => void;
  onSaved: (place: LocationView) => void;
  /** Somebody changed the place meanwhile: what was changed here stays, all else becomes theirs. */
  onTheirs: (place: LocationView) => void;
  onCancel: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const keyOf = useIntention();
  const set = (part: Partial<PlaceForm>): void => onForm({ ...form, ...part });
  const missing = missingOf(form.fence);
  const fieldFaults = new Map(
    [...faultsOf(error)].map(([field, message]) => [field.split('.')[0] ?? field, message]),
  );
  const isStale = error instanceof ApiError && error.status === 412;

  const save = (event: FormEvent): void => {
    event.preventDefault();
    const body = before ? changesOf(before, form) : toFields(form);
    if (before && Object.keys(body).length === 0) return onSaved(before);
    const key = keyOf([before?.version, body]);
    const readBack = (id: string) => call('getLocation', { path: { id } });
    setBusy(true);
    setError(null);
    (before
      ? carryOut('updateLocation', { path: { id: before.id }, version: before.version, key, body }, readBack)
      : carryOut('createLocation', { key, body: toFields(form) }, readBack)
    ).then(onSaved, (cause: unknown) => {
      setBusy(false);
      setError(cause);
    });
  };
  const keepMine = (): void => {
    if (!before) return;
    setError(null);
    call('getLocation', { path: { id: before.id } }).then(onTheirs, setError);
  };

  return (
    <form aria-label={before ? `Edit ${before.name}` : 'New place'} className="space-y-3 p-4" onSubmit={save}>
      <div className="flex items-start justify-between">
        <h2 className="text-lg leading-6 font-semibold tracking-tight">
          {before ? 'Edit place' : 'New place'}
        </h2>
        <Button look="ghost" size="icon" aria-label="Close" className="-mt-1 -mr-1.5" onClick={onCancel}>
          <X aria-hidden />
        </Button>
      </div>
      <TextField
        label="Name"
        required
        maxLength={255}
        value={form.name}
        fault={fieldFaults.get('name')}
        onChange={({ target }) => set({ name: target.value })}
      />
      <div>
        <span className="mb-1.5 block text-xs font-medium text-muted">Type</span>
        <ChoiceSelect
          label="Type"
          value={form.type}
          options={typeOptions}
          onChoose={(type) => set({ type })}
          className="h-10 w-full"
        />
      </div>
      <FenceFields fence={form.fence} fault={fieldFaults.get('fence')} missing={missing} onFence={onFence} />
      <TextField
        label="Address"
        value={form.address}
        fault={fieldFaults.get('address')}
        onChange={({ target }) => set({ address: target.value })}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="City"
          value={form.city}
          fault={fieldFaults.get('city')}
          onChange={({ target }) => set({ city: target.value })}
        />
        <TextField
          label="State"
          value={form.state}
          fault={fieldFaults.get('state')}
          onChange={({ target }) => set({ state: target.value })}
        />
      </div>
      <TextField
        label="LocoNav geofence id"
        type="number"
        value={form.loconavGeofenceId}
        fault={fieldFaults.get('loconavGeofenceId')}
        onChange={({ target }) => set({ loconavGeofenceId: target.value })}
      />
      {isStale ? (
        <div role="alert" className="rounded-lg border border-idling/50 bg-idling-soft px-3 py-2.5">
          <p className="font-medium">Somebody changed this place meanwhile.</p>
          <p className="text-muted">
            Keep what you typed on top of their change, or leave and look at theirs.
          </p>
          <div className="mt-2 flex gap-2">
            <Button size="small" onClick={keepMine}>
              Keep mine
            </Button>
            <Button size="small" onClick={onCancel}>
              Show theirs
            </Button>
          </div>
        </div>
      ) : (
        error !== null && <ErrorNotice title="It was not saved" error={error} />
      )}
      {before && (
        <p className="text-xs text-muted">
          A changed fence counts from now on. Visits that were keep the fence of their time.
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={busy || missing !== null}>
          {busy ? 'Saving…' : 'Save'}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}

function FenceFields({
  fence,
  fault,
  missing,
  onFence,
}: {
  fence: FenceDraft;
  fault: string | undefined;
  missing: string | null;
  onFence: (action: FenceAction) => void;
}) {
  return (
    <fieldset className="rounded-lg border border-line p-3">
      <legend className="px-1 text-xs font-medium text-muted">Fence</legend>
      <ChoiceRow
        label="Shape of the fence"
        value={fence.shape}
        options={shapeOptions}
        onChoose={(shape) => onFence({ do: 'choose', shape })}
      />
      {fence.shape === 'circle' && (
        <div className="mt-2">
          <TextField
            label="Radius in metres"
            type="number"
            min={10}
            max={50_000}
            value={fence.radiusM ?? ''}
            onChange={({ target }) =>
              onFence({ do: 'setRadius', radiusM: target.value === '' ? null : Number(target.value) })
            }
          />
        </div>
      )}
      {fence.shape === 'polygon' && <CornersField fence={fence} onFence={onFence} />}
      {fence.shape === 'none' && (
        <p className="mt-2 text-xs text-muted">Without a fence the place has no visits.</p>
      )}
      <p role="status" className="mt-2 text-xs text-muted">
        {missing ??
          (fence.shape === 'none'
            ? ''
            : 'Drag the handles on the map; the small ones add a corner, a right click removes one.')}
      </p>
      <FieldFault fault={fault} />
    </fieldset>
  );
}

/** The corners as text: the way for the keyboard, and for coordinates from elsewhere. */
function CornersField({
  fence,
  onFence,
}: {
  fence: Extract<FenceDraft, { shape: 'polygon' }>;
  onFence: (action: FenceAction) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && readLines(typed) === null;
  return (
    <label className="mt-2 block">
      <span className="mb-1.5 block text-xs font-medium text-muted">
        Corners: latitude, longitude, a line each
      </span>
      <textarea
        rows={4}
        aria-invalid={isWrong}
        className="w-full rounded-md border border-line-strong/80 bg-surface px-2 py-1.5 font-mono text-xs aria-invalid:border-danger"
        value={typed ?? toLines(fence.corners)}
        onChange={({ target }) => {
          setTyped(target.value);
          const corners = readLines(target.value);
          if (corners) onFence({ do: 'setCorners', corners });
        }}
        onBlur={() => setTyped(null)}
      />
      {isWrong && <FieldFault fault="A line must be a latitude and a longitude, as 6.44120, 3.36450" />}
    </label>
  );
}
