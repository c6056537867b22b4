import { SlidersHorizontal } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { Button } from '../../components/ui/button.js';
import { TextField } from '../../components/ui/field.js';
import { Typeahead } from '../../components/ui/typeahead.js';
import { DayField } from './day-field.js';
import { filterSubjects } from './filter-subjects.js';
import { containerNumberOf, type TripFilter } from './trip-filter.js';

/** The filters that are needed now and then. Whatever is chosen stands as a chip above the trips. */
export function TripFilterPanel({
  filter,
  onChange,
}: {
  filter: TripFilter;
  onChange: (part: Partial<TripFilter>) => void;
}) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button size="small" className="h-9">
          <SlidersHorizontal aria-hidden />
          More filters
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          aria-label="More filters"
          className="z-30 w-[min(22rem,calc(100vw-2rem))] space-y-3 rounded-xl border border-line bg-surface p-4 shadow-card"
        >
          {filterSubjects.map(({ field, label, find }) => (
            <Typeahead
              key={field}
              label={label}
              value={null}
              find={find}
              onChoose={(choice) => choice && onChange({ [field]: choice.id })}
            />
          ))}
          <ContainerField onChoose={(container) => onChange({ container })} />
          <fieldset>
            <legend className="mb-1.5 text-xs font-medium text-muted">Arrived at the delivery</legend>
            <div className="flex items-center gap-1.5 text-muted">
              <DayField
                label="Arrival from"
                day={filter.arrivedFrom}
                className="flex-1"
                onChange={(arrivedFrom) => onChange({ arrivedFrom })}
              />
              –
              <DayField
                label="Arrival to"
                day={filter.arrivedTo}
                className="flex-1"
                onChange={(arrivedTo) => onChange({ arrivedTo })}
              />
            </div>
          </fieldset>
          <div className="flex gap-5">
            <Tick label="Delayed" isOn={filter.delayed} onChange={(delayed) => onChange({ delayed })} />
            <Tick label="On hold" isOn={filter.onHold} onChange={(onHold) => onChange({ onHold })} />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function ContainerField({ onChoose }: { onChoose: (container: string) => void }) {
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | undefined>(undefined);
  return (
    <form
      aria-label="Container"
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const number = containerNumberOf(typed);
        setFault(number === null ? 'four letters and seven digits, as TCNU3877560' : undefined);
        if (number === null) return;
        setTyped('');
        onChoose(number);
      }}
    >
      <div className="flex-1">
        <TextField
          label="Container"
          placeholder="TCNU3877560"
          maxLength={20}
          value={typed}
          fault={fault}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Button type="submit" className="mt-5.5 h-10">
        Set
      </Button>
    </form>
  );
}

function Tick({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        checked={isOn}
        className="size-4 accent-accent"
        onChange={({ target }) => onChange(target.checked)}
      />
      {label}
    </label>
  );
}
