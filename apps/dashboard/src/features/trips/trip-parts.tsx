import type { TripDetails } from '@watch-tower/contracts';
import { Check } from 'lucide-react';
import { Instant } from '../../components/instant.js';
import { classNames } from '../../components/ui/class-names.js';
import { formatAge } from '../../format/quantities.js';
import type { NameOf } from '../../session/use-people.js';
import { EvidenceNote } from './evidence-note.js';
import { minutesRecordedLate, newestFirst, sentenceOfEvent, type TimelineEntry } from './timeline-words.js';
import { tripProgress, type Underway } from './trip-progress.js';
import { detailInWords } from './trip-words.js';

/** The steps of a job from left to right. */
export function ProgressRail({ trip }: { trip: Underway }) {
  const steps = tripProgress(trip);
  if (steps.length === 0) return null;
  return (
    <ol aria-label="Progress" className="flex overflow-x-auto px-1 py-1">
      {steps.map(({ name, state }, index) => (
        <li
          key={name}
          aria-current={state === 'now' ? 'step' : undefined}
          className="relative flex min-w-0 flex-1 flex-col items-center gap-1.5 sm:min-w-20"
        >
          {index > 0 && (
            <span
              aria-hidden
              className={classNames(
                'absolute top-2.25 right-1/2 h-0.5 w-full',
                state === 'ahead' ? 'bg-line' : 'bg-accent',
              )}
            />
          )}
          <span
            aria-hidden
            className={classNames(
              'relative z-10 grid size-5 place-items-center rounded-full',
              state === 'done' && 'bg-accent text-accent-ink',
              state === 'now' && 'bg-surface ring-2 ring-accent ring-inset',
              state === 'ahead' && 'bg-surface ring-2 ring-line ring-inset',
            )}
          >
            {state === 'done' && <Check className="size-3" strokeWidth={3} />}
            {state === 'now' && <span className="size-2 rounded-full bg-accent" />}
          </span>
          <span
            className={classNames(
              'text-center text-xs whitespace-nowrap',
              // On a phone there is room for the words of one step.
              state === 'now' ? 'font-semibold text-ink' : 'text-muted not-sm:sr-only',
            )}
          >
            {name}
          </span>
          <span className="sr-only">{{ done: 'done', now: 'now', ahead: 'not yet' }[state]}</span>
        </li>
      ))}
    </ol>
  );
}

/** What happened, newest first, each with who said so and how late it became known. */
export function Timeline({ trip, nameOf }: { trip: TripDetails; nameOf: NameOf }) {
  const entries = newestFirst(trip.timeline);
  if (entries.length === 0) return <p className="px-4 py-6 text-muted">Nothing has happened yet.</p>;
  return (
    <ol aria-label="Timeline" className="px-4 py-3">
      {entries.map((entry) => (
        <Entry key={entry.version} entry={entry} trip={trip} nameOf={nameOf} />
      ))}
    </ol>
  );
}

function Entry({ entry, trip, nameOf }: { entry: TimelineEntry; trip: TripDetails; nameOf: NameOf }) {
  const lateMinutes = minutesRecordedLate(entry);
  return (
    <li
      data-event={entry.type}
      className="relative border-l border-line pb-5 pl-5 last:border-transparent last:pb-1 before:absolute before:top-1.5 before:-left-[4.5px] before:size-2 before:rounded-full before:bg-accent first:before:ring-4 first:before:ring-accent-soft"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{sentenceOfEvent(entry.type)}</span>
        <span className="text-sm">
          <Instant at={entry.at} />
        </span>
      </div>
      {entry.detail !== null && <p className="text-ink">{detailInWords(entry.detail)}</p>}
      <EvidenceNote evidence={entry.evidence} trip={trip} nameOf={nameOf} />
      <p className="text-xs text-muted">
        {lateMinutes === null ? (
          'Recorded at once'
        ) : (
          <span className="rounded bg-idling-soft px-1.5 py-0.5 text-idling-text">
            Recorded {formatAge(lateMinutes * 60)} later, <Instant at={entry.recordedAt} />
          </span>
        )}
      </p>
    </li>
  );
}
