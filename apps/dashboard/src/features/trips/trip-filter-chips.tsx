import { X } from 'lucide-react';
import { ApiError } from '../../api/api-error.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Button } from '../../components/ui/button.js';
import { filterSubjects, type FilterSubject } from './filter-subjects.js';
import type { TripFilter } from './trip-filter.js';

/** What the trips are narrowed to beside what the toolbar shows, each to be taken away by a press. */
export function TripFilterChips({
  filter,
  onChange,
}: {
  filter: TripFilter;
  onChange: (part: Partial<TripFilter>) => void;
}) {
  const { container, delayed, onHold, arrivedFrom, arrivedTo } = filter;
  const arrived = [arrivedFrom && `from ${arrivedFrom}`, arrivedTo && `to ${arrivedTo}`].filter(Boolean);
  return (
    <ul aria-label="Filters" className="flex basis-full flex-wrap gap-2 empty:hidden">
      {filterSubjects.map((subject) => {
        const id = filter[subject.field];
        return (
          id !== null && (
            <SubjectChip
              key={subject.field}
              subject={subject}
              id={id}
              onRemove={() => onChange({ [subject.field]: null })}
            />
          )
        );
      })}
      {container !== null && (
        <Chip onRemove={() => onChange({ container: null })}>{`Container: ${container}`}</Chip>
      )}
      {delayed && <Chip onRemove={() => onChange({ delayed: false })}>Delayed</Chip>}
      {onHold && <Chip onRemove={() => onChange({ onHold: false })}>On hold</Chip>}
      {arrived.length > 0 && (
        <Chip onRemove={() => onChange({ arrivedFrom: null, arrivedTo: null })}>
          {`Arrived ${arrived.join(' ')}`}
        </Chip>
      )}
    </ul>
  );
}

function SubjectChip({
  subject,
  id,
  onRemove,
}: {
  subject: FilterSubject;
  id: string;
  onRemove: () => void;
}) {
  const { field, label, nameOf } = subject;
  const { value, error } = useLoaded(`${field} ${id}`, (signal) => nameOf(id, signal));
  const isUnknown = error instanceof ApiError && [400, 404].includes(error.status);
  const name = value ?? (isUnknown ? 'not known' : '…');
  return <Chip onRemove={onRemove}>{`${label}: ${name}`}</Chip>;
}

function Chip({ children, onRemove }: { children: string; onRemove: () => void }) {
  return (
    <li>
      <Button size="small" className="rounded-full" onClick={onRemove}>
        {children}
        <X aria-hidden />
        <span className="sr-only">: take this filter away</span>
      </Button>
    </li>
  );
}
