import type { TripStage, TripStatus } from '@watch-tower/contracts';
import { X } from 'lucide-react';
import { SearchAsYouType } from '../../components/search-as-you-type.js';
import { stageNames } from '../../components/trip-badge.js';
import { Button } from '../../components/ui/button.js';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { ChoiceSelect } from '../../components/ui/choice-select.js';
import { statusOfStage, tripStages, tripStatuses, type TripFilter } from './trip-filter.js';

const statusNames: Record<TripStatus, string> = {
  scheduled: 'Scheduled',
  ongoing: 'Ongoing',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
};
const statusOptions = [
  { value: 'any', label: 'All' } as const,
  ...tripStatuses.map((value) => ({ value, label: statusNames[value] })),
];
const subjects = [
  { field: 'truckId', one: 'One truck only', all: 'of all trucks' },
  { field: 'driverId', one: 'One driver only', all: 'of all drivers' },
  { field: 'clientId', one: 'One client only', all: 'of all clients' },
] as const;

/** What the trips are narrowed to. */
export function TripToolbar({
  filter,
  onChange,
}: {
  filter: TripFilter;
  onChange: (part: Partial<TripFilter>) => void;
}) {
  const { status, stage } = filter;
  const stages = tripStages.filter((each) => status === null || statusOfStage[each] === status);
  const stageOptions: { value: TripStage | 'any'; label: string }[] = [
    { value: 'any', label: 'Any stage' },
    ...stages.map((value) => ({ value, label: stageNames[value] })),
  ];
  return (
    <>
      <SearchAsYouType
        label="Search trips by trip id, container or truck number"
        placeholder="Trip, container or truck"
        text={filter.text}
        onChange={(text) => onChange({ text })}
        className="w-56"
      />
      <ChoiceRow
        label="Status"
        value={status ?? 'any'}
        options={statusOptions}
        onChoose={(value) => onChange({ status: value === 'any' ? null : value, stage: null })}
        className="max-w-full overflow-x-auto"
      />
      <ChoiceSelect
        label="Stage"
        value={stage ?? 'any'}
        options={stageOptions}
        onChoose={(value) => onChange({ stage: value === 'any' ? null : value })}
      />
      <div className="flex items-center gap-1.5 text-xs text-muted">
        <DayField label="Departure from" day={filter.from} onChange={(from) => onChange({ from })} />
        –
        <DayField label="Departure to" day={filter.to} onChange={(to) => onChange({ to })} />
      </div>
      {subjects
        .filter(({ field }) => filter[field] !== null)
        .map(({ field, one, all }) => (
          <Button key={field} size="small" className="h-8" onClick={() => onChange({ [field]: null })}>
            {one}
            <X aria-hidden />
            <span className="sr-only">: show the trips {all}</span>
          </Button>
        ))}
    </>
  );
}

function DayField({
  label,
  day,
  onChange,
}: {
  label: string;
  day: string | null;
  onChange: (day: string | null) => void;
}) {
  return (
    <input
      type="date"
      aria-label={label}
      title={label}
      value={day ?? ''}
      className="h-9 w-34 rounded-md border border-line-strong/80 bg-surface px-2 text-sm text-ink"
      onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
    />
  );
}
