import type { Motion, TripStage, TripStatus, TruckStatusView } from '@watch-tower/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/call.js';
import { useLoaded } from '../../api/use-loaded.js';
import { TripBadge } from '../../components/trip-badge.js';
import { Awaited, ErrorNotice } from '../../components/ui/notice.js';

const everyMs = 30_000;

/** The trip a truck is on now, with the way to it. Asked for anew when the truck moves otherwise. */
export function CurrentTrip({ truckId, motion }: { truckId: string; motion: Motion | undefined }) {
  const { value, loading, error, reload } = useLoaded<TruckStatusView>(
    `status ${truckId} ${motion}`,
    (signal) => call('getTruckStatus', { path: { id: truckId }, signal }),
    everyMs,
  );
  return (
    <PanelPart title="Current trip" busy={loading}>
      {error !== null ? (
        <ErrorNotice title="The trip is not known now" error={error} onRetry={reload} />
      ) : !value ? (
        <Awaited className="h-5 w-48" />
      ) : value.currentTrip ? (
        <TripLink trip={value.currentTrip} to={`/trips/${value.currentTrip.id}`} />
      ) : (
        <p className="text-muted">
          None{value.status === 'operational' ? '' : `; the truck is set to ${value.status}`}
        </p>
      )}
    </PanelPart>
  );
}

export function PanelPart({ title, busy, children }: { title: string; busy: boolean; children: ReactNode }) {
  return (
    <div className="border-t border-line px-4 py-3" aria-busy={busy}>
      <h3 className="mb-1.5 text-xs font-medium text-muted">{title}</h3>
      {children}
    </div>
  );
}

export function TripLink({ trip, to }: { trip: NonNullable<TruckStatusView['currentTrip']>; to: string }) {
  return (
    <Link
      to={to}
      className="flex items-center justify-between gap-3 rounded-md font-medium text-accent underline-offset-4 hover:underline"
    >
      <span className="truncate">{trip.vpcId}</span>
      <TripBadge status={statusOfStage(trip.stage)} stage={trip.stage} />
    </Link>
  );
}

/** A current trip is scheduled until it has left, then ongoing. */
const statusOfStage = (stage: TripStage): TripStatus =>
  stage === 'planned' || stage === 'assigned' || stage === 'at_pickup' ? 'scheduled' : 'ongoing';
