import type { TripMessage } from '../find-trips/trip-row.js';

/**
 * An event of a trip as it is kept: what was told, and what its line in a timeline says. `about` is the truck, driver
 * or place it names; its name is looked up when read.
 */
export type StoredEvent = {
  readonly tripId: string;
  readonly version: number;
  readonly type: TripMessage['type'];
  readonly at: string;
  readonly recordedAt: string;
  readonly data: TripMessage['data'];
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

/** When an event happened; a change of the plan or of an assignment happens when it becomes known. */
export const happenedAt = ({ data }: TripMessage): string => ('at' in data ? data.at : data.recordedAt);

export const toStoredEvent = (message: TripMessage, version: number): StoredEvent => {
  const { type, data } = message;
  const { tripId, recordedAt } = data;
  return { tripId, version, type, at: happenedAt(message), recordedAt, data, ...aboutAndDetail(message) };
};
