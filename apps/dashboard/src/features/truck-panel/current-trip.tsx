import type { TripStage, TripStatus, TruckStatusView } from '@watch-tower/contracts';
import { Link } from 'react-router';
import { TripBadge } from '../../components/trip-badge.js';
import { Awaited, ErrorNotice } from '../../components/ui/notice.js';

type CurrentTripProps = {
  status: TruckStatusView | null;
  loading: boolean;
  error: unknown;
  onRetry: () => void;
};

/** The trip a truck is on, with the way to it. */
export function CurrentTrip({ status, loading, error, onRetry }: CurrentTripProps) {
  return (
    <div className="border-t border-line px-4 py-3" aria-busy={loading}>
      <h3 className="mb-1.5 text-xs font-medium text-muted">Current trip</h3>
      {error !== null ? (
        <ErrorNotice title="The trip is not known now" error={error} onRetry={onRetry} />
      ) : !status ? (
        <Awaited className="h-5 w-48" />
      ) : status.currentTrip ? (
        <Link
          to={`/trips/${status.currentTrip.id}`}
          className="flex items-center justify-between gap-3 rounded-md font-medium text-accent underline-offset-4 hover:underline"
        >
          <span className="truncate">{status.currentTrip.vpcId}</span>
          <TripBadge status={statusOfStage(status.currentTrip.stage)} stage={status.currentTrip.stage} />
        </Link>
      ) : (
        <p className="text-muted">
          None{status.status === 'operational' ? '' : `; the truck is set to ${status.status}`}
        </p>
      )}
    </div>
  );
}

/** A current trip is scheduled until it has left, then ongoing. */
const statusOfStage = (stage: TripStage): TripStatus =>
  stage === 'planned' || stage === 'assigned' || stage === 'at_pickup' ? 'scheduled' : 'ongoing';
