import type { TripStage, TripStatus } from '@watch-tower/contracts';
import { SearchAsYouType } from '../../components/search-as-you-type.js';
import { stageNames } from '../../components/trip-badge.js';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { ChoiceSelect } from '../../components/ui/choice-select.js';
import { DayField } from './day-field.js';
import { statusOfStage, tripStages, tripStatuses, type TripFilter } from './trip-filter.js';
import { TripFilterPanel } from './trip-filter-panel.js';

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
      <TripFilterPanel filter={filter} onChange={onChange} />
    </>
  );
}
