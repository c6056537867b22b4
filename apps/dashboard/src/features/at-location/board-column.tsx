import type { TruckAtLocation } from '@watch-tower/contracts';
import { Link } from 'react-router';
import { Instant } from '../../components/instant.js';
import { classNames } from '../../components/ui/class-names.js';
import { formatAge } from '../../format/quantities.js';
import { presenceOf, secondsThere, type PlaceOnBoard, type Presence } from './board.js';

const edges: Record<Presence, string> = {
  present: 'border-l-moving',
  long: 'border-l-idling',
  silent: 'border-l-outdated border-dashed',
  provisional: 'border-l-line-strong',
};

/** One place and the trucks there. */
export function PlaceCard({ place, nowMs }: { place: PlaceOnBoard; nowMs: number }) {
  return (
    <section
      aria-label={place.name}
      data-place={place.id}
      className="rounded-xl border border-line bg-surface shadow-xs"
    >
      <h3 className="flex items-baseline justify-between gap-3 border-b border-line px-3.5 py-2.5 text-sm font-semibold">
        <Link to={`/places?place=${place.id}`} className="truncate underline-offset-4 hover:underline">
          {place.name}
        </Link>
        <span className="text-muted">{place.trucks.length}</span>
      </h3>
      <ul className="space-y-1.5 p-2">
        {place.trucks.map((truck) => (
          <TruckThere key={truck.visitId} truck={truck} nowMs={nowMs} />
        ))}
      </ul>
    </section>
  );
}

function TruckThere({ truck, nowMs }: { truck: TruckAtLocation; nowMs: number }) {
  const presence = presenceOf(truck, nowMs);
  return (
    <li
      data-truck={truck.truckId}
      data-presence={presence}
      className={classNames('rounded-md border border-l-4 border-line px-2.5 py-1.5', edges[presence])}
    >
      <div className="flex items-baseline justify-between gap-3">
        <Link to={`/trucks/${truck.truckId}`} className="font-medium underline-offset-4 hover:underline">
          {truck.truckNumber ?? 'Unknown truck'}
        </Link>
        <span className={classNames('text-sm', presence === 'long' && 'font-semibold text-idling-text')}>
          {formatAge(secondsThere(truck, nowMs))}
        </span>
      </div>
      <p className="text-xs text-muted">
        {presence === 'silent' ? (
          <span className="text-outdated-text">
            last seen inside <Instant at={truck.lastSeenInsideAt} show="clock" />, silent since{' '}
            <Instant at={truck.silentSince} show="clock" />
          </span>
        ) : (
          <>
            {presence === 'provisional' ? 'perhaps driving by, ' : ''}since <Instant at={truck.since} />
          </>
        )}
      </p>
    </li>
  );
}
