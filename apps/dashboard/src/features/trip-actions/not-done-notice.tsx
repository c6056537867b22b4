import { Hourglass } from 'lucide-react';
import { ApiError, sentenceOf } from '../../api/api-error.js';
import { Instant } from '../../components/instant.js';
import { ErrorNotice } from '../../components/ui/notice.js';
import { sentenceOfEvent, type TimelineEntry } from '../trips/timeline-words.js';

/** Why something that was told of a trip has not been done: it waits, the trip has changed, or it is refused. */
export function NotDoneNotice({ error, news }: { error: unknown; news: readonly TimelineEntry[] }) {
  if (error === null) return null;
  const status = error instanceof ApiError ? error.status : null;
  if (status !== 202 && status !== 412) return <ErrorNotice title="That was not done" error={error} />;
  return (
    <div
      role="alert"
      data-not-done={status}
      className="flex items-start gap-2.5 rounded-lg border border-idling/50 bg-idling-soft px-3 py-2.5 text-sm"
    >
      <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-idling-text" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {status === 202 ? 'It waits to be carried out' : 'The trip has changed meanwhile'}
        </p>
        {status === 202 ? (
          <p className="text-idling-text">{sentenceOf(error)}</p>
        ) : (
          <>
            <ul className="my-1 list-inside list-disc text-idling-text">
              {news.map(({ version, type, at, detail }) => (
                <li key={version}>
                  {sentenceOfEvent(type)}, <Instant at={at} />
                  {detail !== null && `: ${detail}`}
                </li>
              ))}
            </ul>
            <p className="text-idling-text">Nothing was done. Press again if it still holds.</p>
          </>
        )}
      </div>
    </div>
  );
}
