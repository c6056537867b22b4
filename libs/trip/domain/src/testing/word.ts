import type { TripEvent } from '../index.js';
import { isBySomebody } from '../milestones.js';
import type { KnownTrip } from '../trip.js';

/** The simple reference: per trip what people said last, and how they ended it. */
export class Word {
  private readonly times = new Map<string, string>();

  note(tripId: string, events: readonly TripEvent[]): void {
    for (const event of events) {
      switch (event.type) {
        case 'PickupReached':
        case 'DeliveryReached':
        case 'EmptyReturned':
          this.times.set(`${tripId} arrival ${event.stopIndex}`, event.at);
          break;
        case 'TripStarted':
          this.times.set(`${tripId} departure 0`, event.at);
          break;
        case 'OffloadingStarted':
          this.times.set(`${tripId} offloading ${event.stopIndex}`, event.at);
          break;
        case 'CargoOffloaded':
          this.times.set(`${tripId} offload ${event.stopIndex}`, event.at);
          break;
        case 'DeliveryLeft':
          this.times.set(`${tripId} departure ${event.stopIndex}`, event.at);
          break;
        case 'TripCompleted':
        case 'TripCancelled':
        case 'TripFailed':
          this.times.set(`${tripId} end`, event.at);
          this.times.set(`${tripId} ended by`, event.type);
          break;
        case 'TimeCorrected':
          this.times.set(this.keyOf(tripId, event), event.at);
          // Who sets the end of a trip that visits have completed makes it their own.
          if (event.milestone === 'end' && !this.times.has(`${tripId} ended by`))
            this.times.set(`${tripId} ended by`, 'TripCompleted');
          break;
        case 'ProgressWithdrawn':
          this.times.delete(this.keyOf(tripId, event));
          if (event.milestone === 'end') this.times.delete(`${tripId} ended by`);
          break;
        case 'TripCreated':
        case 'PlanChanged':
        case 'TruckAssigned':
        case 'TruckUnassigned':
        case 'TruckSwapped':
        case 'DriverAssigned':
        case 'DriverUnassigned':
        case 'DriverSwapped':
        case 'TripHeld':
        case 'TripResumed':
        case 'DelayNoted':
        case 'DelayCleared':
          break;
      }
    }
  }

  of(tripId: string): Record<string, string> {
    return Object.fromEntries([...this.times].filter(([key]) => key.startsWith(`${tripId} `)).sort());
  }

  private keyOf(tripId: string, of: { milestone: string; stopIndex: number | null }): string {
    return of.stopIndex === null ? `${tripId} end` : `${tripId} ${of.milestone} ${of.stopIndex}`;
  }
}

const endedBy = { completed: 'TripCompleted', cancelled: 'TripCancelled', failed: 'TripFailed' } as const;

/** What people said of a trip, as the trip has it: a trip that they ended stays so. */
export const wordIn = (tripId: string, trip: KnownTrip): Record<string, string> => {
  const said = trip.milestones
    .filter(isBySomebody)
    .map(({ kind, stopIndex: stop, at: time }): [string, string] => [`${tripId} ${kind} ${stop}`, time]);
  const end: [string, string][] =
    'end' in trip && isBySomebody(trip.end)
      ? [
          [`${tripId} end`, trip.end.at],
          [`${tripId} ended by`, endedBy[trip.situation]],
        ]
      : [];
  return Object.fromEntries([...said, ...end].sort());
};
