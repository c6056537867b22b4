import type { StoredEvent } from '@watch-tower/event-store';
import type { TripEvent } from '@watch-tower/trip-domain';

type Data = Readonly<Record<string, unknown>>;

/** What an event lacks that was stored by an earlier version. The stream itself is never rewritten. */
const upcasters: Readonly<Record<string, (data: Data) => Data>> = {
  // Before November 26 a trip had no origin.
  TripCreated: (data) => ({ originTripId: null, ...data }),
};

/** The domain's event for a stored one, whichever version stored it. */
export const toTripEvent = ({ type, data }: Pick<StoredEvent, 'type' | 'data'>): TripEvent => {
  const stored = data as Data;
  // Type and data were stored from one domain event.
  return { ...(upcasters[type]?.(stored) ?? stored), type } as TripEvent;
};
