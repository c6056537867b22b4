import type { TripDetails } from '@watch-tower/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Instant } from '../../components/instant.js';
import { TripBadge } from '../../components/trip-badge.js';
import { LoconavFailure } from './loconav-note.js';
import { TripFlags } from './trip-flags.js';
import { ProgressRail } from './trip-parts.js';
import { delayInWords } from './trip-words.js';

/** What a trip is, how far it is, and what stands in its way. */
export function TripHeader({ trip, children }: { trip: TripDetails; children: ReactNode }) {
  return (
    <section
      aria-label="Overview"
      className="rounded-xl border border-line bg-surface px-4 pt-4 pb-3 shadow-xs"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="text-xl font-semibold">{trip.vpcId}</h1>
        <TripBadge status={trip.status} stage={trip.stage} />
        <TripFlags trip={trip} />
      </div>
      <p className="mt-1 text-muted">
        {trip.pickup.name ?? 'Unknown place'} → {trip.delivery.name ?? 'unknown place'}
        {trip.client && ` · for ${trip.client.name ?? 'an unknown client'}`}
      </p>
      {trip.originTripId !== null && (
        <p className="mt-1">
          Goes on with the job of{' '}
          <Link
            to={`/trips/${trip.originTripId}`}
            className="font-medium text-accent underline-offset-4 hover:underline"
          >
            a trip that failed
          </Link>
        </p>
      )}
      {trip.hold && <Remark name="On hold since" {...trip.hold} />}
      {trip.delay && (
        <p data-remark="delay" className="mt-3 rounded-md bg-idling-soft px-3 py-2 text-idling-text">
          {delayInWords(trip.delay)} at{' '}
          {trip.stops[trip.delay.stopIndex]?.location.name ?? 'an unknown place'}, noted{' '}
          <Instant at={trip.delay.notedAt} />
        </p>
      )}
      {trip.cancellation && <Remark name="Cancelled" {...trip.cancellation} />}
      {trip.failure && <Remark name="Failed" {...trip.failure} />}
      <LoconavFailure trip={trip} />
      <div className="mt-4">
        <ProgressRail trip={trip} />
      </div>
      {children}
    </section>
  );
}

function Remark({ name, at, reason }: { name: string; at: string; reason: string }) {
  return (
    <p data-remark={name} className="mt-3 rounded-md bg-sunken px-3 py-2">
      {name} <Instant at={at} />: {reason}
    </p>
  );
}
