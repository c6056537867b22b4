import { Plus, Trash2 } from 'lucide-react';
import { faultAt } from '../../api/api-error.js';
import { Button } from '../../components/ui/button.js';
import { FieldFault } from '../../components/ui/field.js';
import { Typeahead } from '../../components/ui/typeahead.js';
import { findPlaces } from '../registry/find-choices.js';
import { MomentField } from '../trip-actions/deed-fields.js';
import { stopNames } from '../trips/trip-words.js';
import { countOf, mayRemove, stopsMax, withStop, type StopForm, type TripForm } from './trip-form.js';

/** The way of a trip: one pickup, deliveries, and the empty's return where the job includes it. */
export function StopFields({
  form,
  faults,
  onForm,
}: {
  form: TripForm;
  faults: ReadonlyMap<string, string>;
  onForm: (form: TripForm) => void;
}) {
  const { stops } = form;
  const change = (stop: StopForm, part: Partial<StopForm>): void =>
    onForm({ ...form, stops: stops.map((each) => (each.key === stop.key ? { ...each, ...part } : each)) });
  const several = countOf(stops, 'delivery') > 1;
  return (
    <div className="space-y-3">
      {stops.map((stop, index) => {
        const name = stop.kind === 'delivery' && several ? `Delivery ${index}` : stopNames[stop.kind];
        return (
          <fieldset key={stop.key} data-stop={stop.kind} className="rounded-lg border border-line p-3">
            <legend className="px-1 text-xs font-medium text-muted">{name}</legend>
            <div className="grid items-start gap-3 sm:grid-cols-[2fr_1fr_1fr_auto]">
              <Typeahead
                label={`${name}: place`}
                value={stop.place}
                find={findPlaces}
                fault={faultAt(faults, `stops.${index}.locationId`, `stops.${index}.kind`)}
                onChoose={(place) => change(stop, { place })}
              />
              <MomentField
                label="Arrival planned"
                value={stop.plannedArrivalAt}
                fault={faultAt(faults, `stops.${index}.plannedArrivalAt`)}
                onChange={(plannedArrivalAt) => change(stop, { plannedArrivalAt })}
              />
              <MomentField
                label="Departure planned"
                value={stop.plannedDepartureAt}
                fault={faultAt(faults, `stops.${index}.plannedDepartureAt`)}
                onChange={(plannedDepartureAt) => change(stop, { plannedDepartureAt })}
              />
              {mayRemove(stops, stop) && (
                <Button
                  look="ghost"
                  size="icon"
                  className="sm:mt-7"
                  aria-label={`Remove: ${name}`}
                  onClick={() => onForm({ ...form, stops: stops.filter(({ key }) => key !== stop.key) })}
                >
                  <Trash2 aria-hidden />
                </Button>
              )}
            </div>
          </fieldset>
        );
      })}
      <FieldFault fault={faults.get('stops')} />
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          disabled={stops.length >= stopsMax}
          onClick={() => onForm(withStop(form, 'delivery'))}
        >
          <Plus aria-hidden />
          Add a delivery
        </Button>
        {countOf(stops, 'empty_return') === 0 && (
          <Button
            size="small"
            disabled={stops.length >= stopsMax}
            onClick={() => onForm(withStop(form, 'empty_return'))}
          >
            <Plus aria-hidden />
            Add an empty return
          </Button>
        )}
      </div>
    </div>
  );
}
