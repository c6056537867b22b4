import type { Evidence } from '@watch-tower/contracts';
import type { TripMessage } from '../find-trips/trip-row.js';

/** One line of a trip's timeline. `about` is the truck or driver it names; its name is looked up when read. */
export type TimelineEntry = {
  readonly tripId: string;
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly evidence: Evidence;
  readonly about: string | null;
  readonly detail: string | null;
};

const aboutAndDetail = ({ type, data }: TripMessage): { about: string | null; detail: string | null } => {
  switch (type) {
    case 'watchtower.trip.truck-assigned.v1':
    case 'watchtower.trip.truck-unassigned.v1':
      return { about: data.truckId, detail: null };
    case 'watchtower.trip.driver-assigned.v1':
    case 'watchtower.trip.driver-unassigned.v1':
      return { about: data.driverId, detail: null };
    case 'watchtower.trip.plan-changed.v1':
      return { about: null, detail: Object.keys(data.change).join(', ') };
    case 'watchtower.trip.created.v1':
      return { about: null, detail: data.backdated ? 'backdated' : null };
    case 'watchtower.trip.cancelled.v1':
    case 'watchtower.trip.failed.v1':
    case 'watchtower.trip.held.v1':
      return { about: null, detail: data.reason };
    case 'watchtower.trip.truck-swapped.v1':
      return { about: data.toTruckId, detail: data.reason };
    case 'watchtower.trip.driver-swapped.v1':
      return { about: data.toDriverId, detail: data.reason };
    case 'watchtower.trip.empty-returned.v1':
      return { about: data.locationId, detail: null };
    case 'watchtower.trip.time-corrected.v1':
    case 'watchtower.trip.progress-withdrawn.v1':
      return { about: null, detail: `${data.milestone}, was ${data.was}` };
    case 'watchtower.trip.delay-noted.v1':
      return { about: null, detail: data.cause };
    case 'watchtower.trip.pickup-reached.v1':
    case 'watchtower.trip.started.v1':
    case 'watchtower.trip.delivery-reached.v1':
    case 'watchtower.trip.offloading-started.v1':
    case 'watchtower.trip.offloaded.v1':
    case 'watchtower.trip.delivery-left.v1':
    case 'watchtower.trip.completed.v1':
    case 'watchtower.trip.resumed.v1':
    case 'watchtower.trip.delay-cleared.v1':
      return { about: null, detail: null };
  }
};

/** What happened when; a change of the plan or of an assignment happens when it becomes known. */
export const toTimelineEntry = (message: TripMessage, version: number): TimelineEntry => {
  const { tripId, recordedAt, evidence } = message.data;
  return {
    tripId,
    version,
    type: message.type,
    at: 'at' in message.data ? message.data.at : recordedAt,
    recordedAt,
    evidence,
    ...aboutAndDetail(message),
  };
};
