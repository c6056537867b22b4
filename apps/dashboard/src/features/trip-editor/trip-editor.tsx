import type { TripDetails } from '@watch-tower/contracts';
import { useState } from 'react';
import { faultsOf } from '../../api/api-error.js';
import { Button } from '../../components/ui/button.js';
import { Card } from '../../components/ui/card.js';
import { TextField } from '../../components/ui/field.js';
import { Typeahead } from '../../components/ui/typeahead.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { findClients, findDrivers, findTrucks } from '../registry/find-choices.js';
import { MomentField } from '../trip-actions/deed-fields.js';
import { NotDoneNotice } from '../trip-actions/not-done-notice.js';
import { ContainerFields } from './container-fields.js';
import { StopFields } from './stop-fields.js';
import { missingOf, rebased, type TripForm } from './trip-form.js';
import { useTripSaving } from './use-trip-saving.js';

/** The plan of a trip, to be entered or changed. */
export function TripEditor({
  opened,
  initial,
  originTripId,
  onSaved,
  onCancel,
}: {
  /** The trip as it was when the form was opened; null for a new one. */
  opened: TripDetails | null;
  initial: TripForm;
  originTripId: string | null;
  onSaved: (trip: TripDetails) => void;
  onCancel: () => void;
}) {
  const [before, setBefore] = useState(opened);
  const [form, setForm] = useState(initial);
  const [missing, setMissing] = useState<ReadonlyMap<string, string>>(new Map());
  const { busy, error, news, save } = useTripSaving({
    before,
    originTripId,
    onSaved,
    onTheirs: (theirs) => {
      if (before) setForm((mine) => rebased(before, mine, theirs, operatorTimeZone));
      setBefore(theirs);
    },
  });
  const faults = new Map([...missing, ...faultsOf(error)]);
  const set = (part: Partial<TripForm>): void => setForm((was) => ({ ...was, ...part }));
  const name = before ? `Edit ${before.vpcId}` : 'New trip';
  // Under way they change by a swap, which says where and why.
  const isUnderWay = before !== null && before.status !== 'scheduled';

  return (
    <form
      aria-label={name}
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const lacking = missingOf(form);
        setMissing(lacking);
        if (lacking.size === 0) save(form);
      }}
    >
      <Card title="Job">
        <div className="grid items-start gap-3 p-4 sm:grid-cols-2">
          <TextField
            label="Trip id of the business"
            placeholder="01/Apr/2026-T11985LA-CA60"
            required
            readOnly={before !== null}
            maxLength={100}
            value={form.vpcId}
            fault={faults.get('vpcId')}
            className="read-only:bg-sunken"
            onChange={({ target }) => set({ vpcId: target.value })}
          />
          <MomentField
            label="Scheduled departure"
            required
            value={form.scheduledDeparture}
            fault={faults.get('scheduledDeparture')}
            onChange={(scheduledDeparture) => set({ scheduledDeparture })}
          />
          <Typeahead
            label="Client"
            value={form.client}
            find={findClients}
            fault={faults.get('clientId')}
            onChoose={(client) => set({ client })}
          />
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label="Cargo type"
              maxLength={50}
              value={form.cargoType}
              fault={faults.get('cargoType')}
              onChange={({ target }) => set({ cargoType: target.value })}
            />
            <TextField
              label="Weight in tonnes"
              type="number"
              min={0}
              max={200}
              step="any"
              value={form.weightTons}
              fault={faults.get('weightTons')}
              onChange={({ target }) => set({ weightTons: target.value })}
            />
          </div>
          {isUnderWay ? (
            <p className="text-sm text-muted sm:col-span-2">
              The trip is under way: its truck and driver change by a swap, on the page of the trip.
            </p>
          ) : (
            <>
              <Typeahead
                label="Truck"
                value={form.truck}
                find={findTrucks}
                fault={faults.get('truckId')}
                onChoose={(truck) => set({ truck })}
              />
              <Typeahead
                label="Driver"
                value={form.driver}
                find={findDrivers}
                fault={faults.get('driverId')}
                onChoose={(driver) => set({ driver })}
              />
            </>
          )}
        </div>
      </Card>
      <Card title="Stops">
        <div className="p-4">
          <StopFields form={form} faults={faults} onForm={setForm} />
        </div>
      </Card>
      <Card title="Containers">
        <div className="p-4">
          <ContainerFields form={form} faults={faults} onForm={setForm} />
        </div>
      </Card>
      <NotDoneNotice error={error} news={news} />
      <div className="flex gap-2 pb-4">
        <Button type="submit" look="primary" disabled={busy}>
          {busy ? 'Saving…' : before ? 'Save' : 'Create the trip'}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
