import type { TripSummary } from '@watch-tower/contracts';
import { TripFlag } from '../../components/trip-badge.js';
import { delayInWords } from './trip-words.js';

/** What stands in a trip's way, and what is to be known of what is shown. */
export function TripFlags({ trip }: { trip: TripSummary }) {
  return (
    <>
      {trip.hold && <TripFlag title={trip.hold.reason}>On hold</TripFlag>}
      {trip.delay && <TripFlag title={delayInWords(trip.delay)}>Delayed</TripFlag>}
      {trip.backdated && <TripFlag title="Entered after its departure">Backdated</TripFlag>}
      {trip.stale && (
        <TripFlag title="A message of this trip could not be read; what is shown may be out of date">
          Out of date
        </TripFlag>
      )}
    </>
  );
}
