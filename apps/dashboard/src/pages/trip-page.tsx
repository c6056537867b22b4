import type { TripDetails } from '@watch-tower/contracts';
import { ArrowLeft, PackageX } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { ApiError } from '../api/api-error.js';
import { ConnectionBadge } from '../components/connection-badge.js';
import { Instant } from '../components/instant.js';
import { MotionBadge } from '../components/motion-badge.js';
import { TripBadge, TripFlag } from '../components/trip-badge.js';
import { buttonLook } from '../components/ui/button.js';
import { Card, Fact } from '../components/ui/card.js';
import { Awaited, EmptyState, ErrorNotice } from '../components/ui/notice.js';
import { useNow } from '../components/use-now.js';
import { ageSecondsOf, type LiveTruck } from '../features/live-trucks/live-trucks.js';
import { ProgressRail, StopTable, Timeline } from '../features/trips/trip-parts.js';
import { useLiveTrip } from '../features/trips/use-live-trip.js';
import { formatAge, formatSpeed } from '../format/quantities.js';
import { useMe } from '../session/use-me.js';
import { usePageTitle } from './use-page-title.js';

/** One trip: how far it is, what was planned, what happened, and who says so. */
export function TripPage() {
  const { id = '' } = useParams();
  const { trip, truck, connection, heardAtMs, error, reload } = useLiveTrip(id);
  const me = useMe();
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
          {trip && <ConnectionBadge connection={connection} heardAtMs={heardAtMs} />}
        </div>
        {trip ? (
          <>
            {error !== null && (
              <ErrorNotice title="What is shown may be out of date" error={error} onRetry={reload} />
            )}
            <TripHeader trip={trip} />
            <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
              <div className="space-y-4">
                <Card title="Stops">
                  <StopTable trip={trip} />
                </Card>
                <Card title="Job">
                  <Job trip={trip} truck={truck} />
                </Card>
              </div>
              <Card title="Timeline">
                <Timeline trip={trip} meId={me?.id ?? null} />
              </Card>
            </div>
          </>
        ) : error instanceof ApiError && error.status === 404 ? (
          <>
            <h1 className="sr-only">Trip not found</h1>
            <EmptyState icon={PackageX} title="There is no such trip">
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
      </div>
    </main>
  );
}

function TripHeader({ trip }: { trip: TripDetails }) {
  return (
    <section
      aria-label="Overview"
      className="rounded-xl border border-line bg-surface px-4 pt-4 pb-3 shadow-xs"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="text-xl font-semibold">{trip.vpcId}</h1>
        <TripBadge status={trip.status} stage={trip.stage} />
        {trip.backdated && <TripFlag title="Entered after its departure">Backdated</TripFlag>}
        {trip.stale && (
          <TripFlag title="A message of this trip could not be read; what is shown may be out of date">
            Out of date
          </TripFlag>
        )}
      </div>
      <p className="mt-1 text-muted">
        {trip.pickup.name ?? 'Unknown place'} → {trip.delivery.name ?? 'unknown place'}
        {trip.client && ` · for ${trip.client.name ?? 'an unknown client'}`}
      </p>
      {trip.cancellation && (
        <p className="mt-3 rounded-md bg-sunken px-3 py-2">
          Cancelled <Instant at={trip.cancellation.at} />: {trip.cancellation.reason}
        </p>
      )}
      <div className="mt-4">
        <ProgressRail trip={trip} />
      </div>
    </section>
  );
}

function Job({ trip, truck }: { trip: TripDetails; truck: LiveTruck | null }) {
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

function TruckNow({ truck }: { truck: LiveTruck }) {
  const nowMs = useNow(1_000);
  return (
    <span className="mt-1 flex items-center gap-2 text-xs text-muted">
      <MotionBadge motion={truck.motion} />
      {formatSpeed(truck.speedKmh)} · {formatAge(ageSecondsOf(truck, nowMs))} ago
    </span>
  );
}
