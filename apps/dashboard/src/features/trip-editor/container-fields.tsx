import { Plus, Trash2 } from 'lucide-react';
import { faultAt } from '../../api/api-error.js';
import { Button } from '../../components/ui/button.js';
import { ChoiceSelect } from '../../components/ui/choice-select.js';
import { FieldFault, TextField } from '../../components/ui/field.js';
import { containersMax, sentIndexOf, type ContainerForm, type TripForm } from './trip-form.js';

const lengths = [
  { value: '', label: 'Length unknown' },
  { value: '20', label: '20 ft' },
  { value: '40', label: '40 ft' },
  { value: '45', label: '45 ft' },
] as const;

/** None, one or two boxes, by what is painted on them. */
export function ContainerFields({
  form,
  faults,
  onForm,
}: {
  form: TripForm;
  faults: ReadonlyMap<string, string>;
  onForm: (form: TripForm) => void;
}) {
  const { containers } = form;
  const change = (index: number, part: Partial<ContainerForm>): void =>
    onForm({
      ...form,
      containers: containers.map((each, place) => (place === index ? { ...each, ...part } : each)),
    });
  return (
    <div className="space-y-3">
      {containers.map((container, index) => {
        const sentIndex = sentIndexOf(containers, index);
        return (
          <div key={index} className="flex items-start gap-3" data-container={index}>
            <div className="flex-1">
              <TextField
                label={`Container ${index + 1}`}
                placeholder="TCNU3877560"
                className="font-mono uppercase placeholder:normal-case"
                maxLength={20}
                spellCheck={false}
                value={container.number}
                fault={sentIndex === null ? undefined : faultAt(faults, `containers.${sentIndex}`)}
                onChange={({ target }) => change(index, { number: target.value })}
              />
            </div>
            <ChoiceSelect
              label={`Length of container ${index + 1}`}
              value={container.lengthFeet}
              options={lengths}
              className="mt-5.5 h-10"
              onChoose={(lengthFeet) => change(index, { lengthFeet })}
            />
            <Button
              look="ghost"
              size="icon"
              className="mt-6.5"
              aria-label={`Remove: container ${index + 1}`}
              onClick={() =>
                onForm({ ...form, containers: containers.filter((_, place) => place !== index) })
              }
            >
              <Trash2 aria-hidden />
            </Button>
          </div>
        );
      })}
      <FieldFault fault={faults.get('containers')} />
      {containers.length < containersMax && (
        <Button
          size="small"
          onClick={() => onForm({ ...form, containers: [...containers, { number: '', lengthFeet: '' }] })}
        >
          <Plus aria-hidden />
          Add a container
        </Button>
      )}
    </div>
  );
}
