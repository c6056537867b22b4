import type { TripStage, TripStatus } from '@watch-tower/contracts';
import { classNames } from './ui/class-names.js';

export const stageNames: Record<TripStage, string> = {
  planned: 'Planned',
  assigned: 'Assigned',
  at_pickup: 'At pickup',
  in_transit: 'In transit',
  at_delivery: 'At delivery',
  offloading: 'Offloading',
  offloaded: 'Offloaded',
  returning_empty: 'Returning empty',
  empty_returned: 'Empty returned',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

const statusGrounds: Record<TripStatus, string> = {
  scheduled: 'bg-stationary-soft text-stationary-text',
  ongoing: 'bg-accent-soft text-accent-strong',
  completed: 'bg-moving-soft text-moving-text',
  cancelled: 'bg-sunken text-muted ring-1 ring-line ring-inset',
  failed: 'bg-outdated-soft text-outdated-text',
};

/** How far a trip is: the words of its stage on the colour of its status. */
export function TripBadge({ status, stage }: { status: TripStatus; stage: TripStage }) {
  return (
    <span
      className={classNames(
        'rounded px-1.5 py-0.5 text-xs font-medium whitespace-nowrap',
        statusGrounds[status],
      )}
    >
      {stageNames[stage]}
    </span>
  );
}

/** A remark beside a trip's name: that it was entered late, or that what is shown may be old. */
export function TripFlag({ title, children }: { title: string; children: string }) {
  return (
    <span title={title} className="rounded bg-idling-soft px-1.5 py-0.5 text-xs font-medium text-idling-text">
      {children}
    </span>
  );
}
