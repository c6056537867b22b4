import { isNewerTrip, type TripDetails, type TruckLocation } from '@watch-tower/contracts';
import { arrived, type LiveTruck } from '../live-trucks/live-trucks.js';

/** The trip that is newer; the one that is known when both are equally new. */
export function newerTrip(known: TripDetails | null, next: TripDetails): TripDetails {
  return known && known.id === next.id && !isNewerTrip(known, next) ? known : next;
}

/** The newer position of a trip's truck. After a swap of trucks versions of two trucks must not be compared. */
export function newerPosition(known: LiveTruck | null, next: TruckLocation, nowMs: number): LiveTruck {
  const same = known?.truckId === next.truckId;
  return known && same && known.version >= next.version ? known : arrived(next, nowMs);
}
