import type { HandOverPlace, TripDetails } from '@watch-tower/contracts';
import { call } from '../../api/call.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Instant } from '../../components/instant.js';
import { formatCoordinates } from '../../format/quantities.js';
import { nameOfPlace } from './evidence-note.js';

/** When, where and why truck or driver changed. */
export function HandOvers({ trip }: { trip: TripDetails }) {
  return (
    <ol aria-label="Hand-overs" className="divide-y divide-line">
      {trip.handOvers.map(({ of, at, place, reason, from, to }) => (
        <li key={`${of} ${at}`} className="px-4 py-2.5" data-hand-over={of}>
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-medium">
              {of === 'truck' ? 'Truck' : 'Driver'}: {from ? (from.name ?? 'unknown') : 'none'} →{' '}
              {to.name ?? 'unknown'}
            </span>
            <Instant at={at} />
          </div>
          <p className="text-muted">
            <Where trip={trip} place={place} />: {reason}
          </p>
        </li>
      ))}
    </ol>
  );
}

function Where({ trip, place }: { trip: TripDetails; place: HandOverPlace }) {
  if (place.kind === 'point') return `On the road at ${formatCoordinates(place.latitude, place.longitude)}`;
  const name = nameOfPlace(trip, place.locationId);
  return name === null ? <PlaceOffThePlan id={place.locationId} /> : `At ${name}`;
}

function PlaceOffThePlan({ id }: { id: string }) {
  const { value, error } = useLoaded(`place ${id}`, (signal) =>
    call('getLocation', { path: { id }, signal }),
  );
  if (value) return `At ${value.name}`;
  return error === null ? 'At …' : 'At an unknown place';
}
