import type { Outlook, TripDetails } from '@watch-tower/contracts';
import { ArrowLeft, PackageX } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { useLoaded } from '../api/use-loaded.js';
import { ConnectionBadge } from '../components/connection-badge.js';
import { Instant } from '../components/instant.js';
import { MotionBadge } from '../components/motion-badge.js';
import { buttonLook } from '../components/ui/button.js';
import { Card, Fact } from '../components/ui/card.js';
import { Awaited, EmptyState, ErrorNotice } from '../components/ui/notice.js';
import { useNow } from '../components/use-now.js';
import { ageSecondsOf, type LiveTruck } from '../features/live-trucks/live-trucks.js';
import { ShareLinksCard } from '../features/share-links/share-links-card.js';
import { PastBanner } from '../features/time-travel/past-banner.js';
import { CorrectDialog } from '../features/trip-actions/correct-dialog.js';
import { TripActionBar } from '../features/trip-actions/trip-action-bar.js';
import { HandOvers } from '../features/trips/hand-overs.js';
import { LoconavFact } from '../features/trips/loconav-note.js';
import { CorrectButton, StopTable, type TimeToCorrect } from '../features/trips/stop-table.js';
import { eventName } from '../features/trips/timeline-words.js';
import { TripHeader } from '../features/trips/trip-header.js';
import { Timeline } from '../features/trips/trip-parts.js';
import { TripWayCard } from '../features/trips/trip-way-card.js';
import { useLiveTrip } from '../features/trips/use-live-trip.js';
import { formatAge, formatSpeed } from '../format/quantities.js';
import { usePeople, type NameOf } from '../session/use-people.js';
import { usePageTitle } from './use-page-title.js';

/** One trip: how far it is, what was planned, what happened, and who says so; with `?asOf=` all that as it was. */
export function TripPage() {
  const { id = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const asOf = params.get('asOf');
  if (asOf === null) return <TripNow id={id} />;
  return <TripThen id={id} asOf={asOf} knownAt={params.get('knownAt')} onLive={() => setParams({})} />;
}

function TripNow({ id }: { id: string }) {
  const { trip, truck, outlook, connection, heardAtMs, error, reload, take } = useLiveTrip(id);
  const { me, nameOf } = usePeople();
  const mayAct = me !== null && me.role !== 'viewer';
  const [correcting, setCorrecting] = useState<{ time: TimeToCorrect; trip: TripDetails } | null>(null);
  const onCorrect = trip && mayAct ? (time: TimeToCorrect) => setCorrecting({ time, trip }) : null;

  return (
    <TripFrame
      trip={trip}
      error={error}
      reload={reload}
      aside={trip && <ConnectionBadge connection={connection} heardAtMs={heardAtMs} />}
    >
      {trip && (
        <TripBody
          trip={trip}
          truck={truck}
          outlook={outlook}
          atMs={null}
          nameOf={nameOf}
          onCorrect={onCorrect}
          actions={mayAct && <TripActionBar trip={trip} onDone={take} />}
          sharing={mayAct && <ShareLinksCard tripId={trip.id} />}
        />
      )}
      {correcting && (
        <CorrectDialog
          {...correcting}
          onClose={() => setCorrecting(null)}
          onDone={(after) => {
            setCorrecting(null);
            take(after);
          }}
        />
      )}
    </TripFrame>
  );
}

/** As it was: nothing of the past can be changed from here, nor does it change by itself. */
function TripThen({
  id,
  asOf,
  knownAt,
  onLive,
}: {
  id: string;
  asOf: string;
  knownAt: string | null;
  onLive: () => void;
}) {
  const query = { asOf, ...(knownAt !== null && { knownAt }) };
  const { value, error, reload } = useLoaded<TripDetails>(`trip ${id} ${asOf} ${knownAt}`, (signal) =>
    call('getTrip', { path: { id }, query, signal }),
  );
  const { nameOf } = usePeople();
  const moment = { atMs: Date.parse(asOf), knownThen: knownAt !== null };
  return (
    <TripFrame
      trip={value}
      error={error}
      reload={reload}
      aside={!Number.isNaN(moment.atMs) && <PastBanner moment={moment} onLive={onLive} />}
    >
      {value && (
        <TripBody
          trip={value}
          truck={null}
          outlook={null}
          atMs={moment.atMs}
          nameOf={nameOf}
          onCorrect={null}
        />
      )}
    </TripFrame>
  );
}

/** The page around a trip, and what stands there while there is none. */
function TripFrame({
  trip,
  error,
  reload,
  aside,
  children,
}: {
  trip: TripDetails | null;
  error: unknown;
  reload: () => void;
  aside: ReactNode;
  children: ReactNode;
}) {
  usePageTitle(trip?.vpcId ?? 'Trip');
  return (
    <main id="main" className="min-h-0 flex-1 overflow-y-auto" aria-busy={!trip && error === null}>
      <div className="mx-auto max-w-6xl space-y-4 px-4 py-4 sm:px-6">
        <div className="flex items-center justify-between">
          <Link
            to="/trips"
            className="flex items-center gap-1.5 rounded text-sm text-muted underline-offset-4 hover:text-ink hover:underline"
          >
            <ArrowLeft aria-hidden className="size-4" />
            All trips
          </Link>
          {aside}
        </div>
        {trip ? (
          error !== null && (
            <ErrorNotice title="What is shown may be out of date" error={error} onRetry={reload} />
          )
        ) : error instanceof ApiError && error.status === 404 ? (
          <>
            <h1 className="sr-only">Trip not found</h1>
            <EmptyState
              icon={PackageX}
              title={
                error.problem?.code === 'trip_not_there_yet' ? 'No such trip yet' : 'There is no such trip'
              }
            >
              <Link to="/trips" className={buttonLook({ size: 'small', className: 'mt-2' })}>
                All trips
              </Link>
            </EmptyState>
          </>
        ) : error !== null ? (
          <>
            <h1 className="sr-only">Trip</h1>
            <ErrorNotice title="The trip could not be loaded" error={error} onRetry={reload} />
          </>
        ) : (
          <>
            <h1 className="sr-only">Trip</h1>
            <Awaited className="h-28 rounded-xl" />
            <Awaited className="h-64 rounded-xl" />
          </>
        )}
        {children}
      </div>
    </main>
  );
}

function TripBody({
  trip,
  truck,
  outlook,
  atMs,
  nameOf,
  onCorrect,
  actions,
  sharing,
}: {
  trip: TripDetails;
  truck: LiveTruck | null;
  outlook: Outlook | null;
  /** Of the past: when; null: now. */
  atMs: number | null;
  nameOf: NameOf;
  onCorrect: ((time: TimeToCorrect) => void) | null;
  actions?: ReactNode;
  sharing?: ReactNode;
}) {
  return (
    <>
      <TripHeader trip={trip}>{actions}</TripHeader>
      <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
        <div className="space-y-4">
          <TripWayCard trip={trip} truck={truck} atMs={atMs} />
          <Card title="Stops">
            <StopTable trip={trip} outlook={outlook} nameOf={nameOf} onCorrect={onCorrect} />
          </Card>
          <Card title="Job">
            <Job trip={trip} truck={truck} onCorrect={onCorrect} />
          </Card>
          {trip.handOvers.length > 0 && (
            <Card title="Hand-overs">
              <HandOvers trip={trip} />
            </Card>
          )}
          {sharing}
        </div>
        <Card title="Timeline">
          <Timeline trip={trip} nameOf={nameOf} />
        </Card>
      </div>
    </>
  );
}

function Job({
  trip,
  truck,
  onCorrect,
}: {
  trip: TripDetails;
  truck: LiveTruck | null;
  onCorrect: ((time: TimeToCorrect) => void) | null;
}) {
  return (
    <dl className="grid gap-x-6 gap-y-3 px-4 py-3.5 sm:grid-cols-2">
      <Fact name="Truck">
        {trip.truck ? (
          <Link
            to={`/map?truck=${trip.truck.id}`}
            className="font-medium text-accent underline-offset-4 hover:underline"
          >
            {trip.truck.number ?? 'Unknown truck'}
          </Link>
        ) : (
          'Not assigned'
        )}
        {truck && <TruckNow truck={truck} />}
      </Fact>
      <Fact name="Driver">{trip.driver ? (trip.driver.name ?? 'Unknown driver') : 'Not assigned'}</Fact>
      <Fact name="Containers">
        {trip.containers.length === 0
          ? 'None entered'
          : trip.containers.map(({ number, lengthFeet }) => (
              <div key={number}>
                <span className="font-mono text-[0.8125rem]">{number}</span>
                {lengthFeet !== null && <span className="text-muted"> · {lengthFeet} ft</span>}
              </div>
            ))}
      </Fact>
      <Fact name="Cargo">
        {[trip.cargoType, trip.weightTons === null ? null : `${trip.weightTons} t`]
          .filter(Boolean)
          .join(' · ') || 'Not entered'}
      </Fact>
      <Fact name="Cargo off">
        <Instant at={trip.offloadTime} />
      </Fact>
      <Fact name="Completed">
        <Instant at={trip.completedAt} />
        {onCorrect && <CorrectButton time={endOf(trip)} onCorrect={onCorrect} />}
      </Fact>
      <Fact name="LocoNav">
        <LoconavFact mirror={trip.loconav} />
      </Fact>
      <Fact name="Entered">
        <Instant at={trip.createdAt} />
      </Fact>
      <Fact name="Last change">
        <Instant at={trip.updatedAt} /> <span className="text-muted">· version {trip.version}</span>
      </Fact>
    </dl>
  );
}

/** The end of a trip; the evidence of it stands in the timeline. */
function endOf({ completedAt, timeline }: TripDetails): TimeToCorrect {
  const entry = timeline.findLast(({ type }) => eventName(type) === 'completed');
  return {
    milestone: 'end',
    stopIndex: null,
    name: 'end of the trip',
    actual: completedAt !== null && entry ? { at: completedAt, evidence: entry.evidence } : null,
  };
}

function TruckNow({ truck }: { truck: LiveTruck }) {
  const nowMs = useNow(1_000);
  return (
    <span className="mt-1 flex items-center gap-2 text-xs text-muted">
      <MotionBadge motion={truck.motion} />
      {formatSpeed(truck.speedKmh)} · {formatAge(ageSecondsOf(truck, nowMs))} ago
    </span>
  );
}
