import type { LocationView } from '@watch-tower/contracts';
import { MapPinOff } from 'lucide-react';
import { EmptyState } from '../../components/ui/notice.js';
import { locationTypeNames } from '../locations/location-types.js';

/** The places by name; a click selects one. */
export function PlaceList({
  places,
  selectedId,
  onSelect,
}: {
  places: readonly LocationView[];
  selectedId: string | null;
  onSelect: (id: string) => void;
}) {
  if (places.length === 0)
    return (
      <EmptyState icon={MapPinOff} title="No place matches">
        Places are terminals, clients, depots and service areas.
      </EmptyState>
    );
  return (
    <ul aria-label="Places" className="divide-y divide-line">
      {places.map((place) => (
        <li key={place.id}>
          <button
            type="button"
            data-place={place.name}
            aria-pressed={place.id === selectedId}
            className="block w-full px-4 py-2.5 text-left -outline-offset-2 hover:bg-sunken aria-pressed:bg-accent-soft"
            onClick={() => onSelect(place.id)}
          >
            <span className="block truncate font-medium">{place.name}</span>
            <span className="block truncate text-xs text-muted">
              {[locationTypeNames[place.type].one, place.city, fenceInWords(place)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** How a place is fenced, in words. */
export function fenceInWords({ fence }: LocationView): string {
  if (fence === null) return 'not on the map yet';
  return fence.shape === 'circle'
    ? `circle of ${fence.radiusM} m`
    : `polygon of ${fence.ring.length - 1} corners`;
}
