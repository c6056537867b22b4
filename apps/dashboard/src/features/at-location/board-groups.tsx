import { Anchor, CircleHelp, Factory, Fuel, Warehouse, type LucideIcon } from 'lucide-react';
import { counted, formatAge } from '../../format/quantities.js';
import { locationTypeNames, type LocationType } from '../locations/location-types.js';
import { trucksIn, type Board, type Place, type PlaceGroup } from './board.js';
import { knownDwellSeconds } from './dwell.js';
import { TruckCard } from './truck-card.js';

export const typeIcons: Record<LocationType, LucideIcon> = {
  terminal: Anchor,
  client: Factory,
  depot: Warehouse,
  service_area: Fuel,
};

/** The board: a row of columns for each type of place, a column for each place. */
export function BoardGroups({ board, nowMs }: { board: Board; nowMs: number }) {
  return board.map((group) => <Group key={group.type} group={group} nowMs={nowMs} />);
}

function Group({ group: { type, places }, nowMs }: { group: PlaceGroup; nowMs: number }) {
  const Icon = type === null ? CircleHelp : typeIcons[type];
  const name = type === null ? 'Places not known yet' : locationTypeNames[type].many;
  const trucks = trucksIn(places.flatMap(({ guests }) => guests.filter(({ left }) => !left)));
  return (
    <section aria-label={name} data-type={type} className="px-4 pt-5 last:pb-6">
      <h2 className="flex items-baseline gap-2 pb-2.5 text-sm font-semibold">
        <Icon aria-hidden className="size-4 self-center text-faint" />
        {name}
        <span className="text-xs font-normal text-muted">
          {counted(trucks, 'truck')} at {counted(places.length, 'place')}
        </span>
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17.5rem),1fr))] items-start gap-3">
        {places.map((place) => (
          <PlaceColumn key={place.id} place={place} nowMs={nowMs} />
        ))}
      </ul>
    </section>
  );
}

function PlaceColumn({ place: { id, name, guests }, nowMs }: { place: Place; nowMs: number }) {
  const here = guests.filter(({ left }) => !left);
  const longest = Math.max(0, ...here.map((guest) => knownDwellSeconds(guest, nowMs)));
  return (
    <li
      data-place={id}
      className="flex max-h-[30rem] flex-col overflow-hidden rounded-xl border border-line bg-surface shadow-xs"
    >
      <div className="flex items-center gap-2 border-b border-line py-2 pr-3 pl-3">
        <h3 className="min-w-0 flex-1 truncate font-medium" title={name ?? undefined}>
          {name ?? 'Unknown place'}
        </h3>
        {here.length > 1 && (
          <span
            className="text-xs whitespace-nowrap text-muted"
            title="Of the trucks here, who is longest inside"
          >
            up to {formatAge(longest)}
          </span>
        )}
        <span
          title="Trucks here"
          className="min-w-6 rounded-full bg-accent-soft px-1.5 py-0.5 text-center text-xs font-semibold text-accent-strong"
        >
          {here.length}
          <span className="sr-only"> {here.length === 1 ? 'truck' : 'trucks'}</span>
        </span>
      </div>
      <ul
        aria-label={`Trucks at ${name ?? 'an unknown place'}`}
        className="min-h-0 divide-y divide-line overflow-y-auto"
      >
        {guests.map((guest) => (
          <TruckCard key={guest.visitId} guest={guest} nowMs={nowMs} />
        ))}
      </ul>
    </li>
  );
}
