import type { TripDetails } from '@watch-tower/contracts';
import { ArrowLeft } from 'lucide-react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { call } from '../api/call.js';
import { useLoaded } from '../api/use-loaded.js';
import { Awaited, ErrorNotice } from '../components/ui/notice.js';
import { TripEditor } from '../features/trip-editor/trip-editor.js';
import { emptyTripForm, followUpOf, toForm } from '../features/trip-editor/trip-form.js';
import { operatorTimeZone } from '../settings/operator.js';
import { usePageTitle } from './use-page-title.js';

/** A new trip, one that goes on with the job of a failed one, or the plan of one that is known. */
export function TripEditorPage() {
  const { id = null } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const originId = id === null ? params.get('origin') : null;
  const sourceId = id ?? originId;
  const { value, error, reload } = useLoaded<TripDetails | null>(`plan of ${sourceId}`, (signal) =>
    sourceId === null ? Promise.resolve(null) : call('getTrip', { path: { id: sourceId }, signal }),
  );
  const title = id === null ? 'New trip' : (value?.vpcId ?? 'Trip');
  usePageTitle(title);
  const isReady = sourceId === (value?.id ?? null);
  const initial = !value
    ? emptyTripForm
    : originId === null
      ? toForm(value, operatorTimeZone)
      : followUpOf(value, operatorTimeZone);
  const back = sourceId === null ? '/trips' : `/trips/${sourceId}`;

  return (
    <main id="main" className="min-h-0 flex-1 overflow-y-auto" aria-busy={!isReady && error === null}>
      <div className="mx-auto max-w-4xl space-y-4 px-4 py-4 sm:px-6">
        <Link
          to={back}
          className="inline-flex items-center gap-1.5 rounded text-sm text-muted underline-offset-4 hover:text-ink hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {sourceId === null ? 'All trips' : 'The trip'}
        </Link>
        <h1 className="text-xl font-semibold">{id === null ? 'New trip' : `Edit ${title}`}</h1>
        {originId !== null && value && (
          <p className="text-muted">It goes on with the job of {value.vpcId}, which failed.</p>
        )}
        {isReady ? (
          <TripEditor
            key={sourceId ?? 'new'}
            opened={id === null ? null : value}
            initial={initial}
            originTripId={originId}
            onSaved={(trip) => void navigate(`/trips/${trip.id}`)}
            onCancel={() => void navigate(back)}
          />
        ) : error !== null ? (
          <ErrorNotice title="The trip could not be loaded" error={error} onRetry={reload} />
        ) : (
          <Awaited className="h-64 rounded-xl" />
        )}
      </div>
    </main>
  );
}
