import type { SharedTrip } from '@watch-tower/contracts';
import { Link2Off } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useLocation } from 'react-router';
import { Instant } from '../components/instant.js';
import { Logo } from '../components/logo.js';
import { ThemeSwitch } from '../components/theme-switch.js';
import { TripBadge } from '../components/trip-badge.js';
import { Awaited, EmptyState, ErrorNotice } from '../components/ui/notice.js';
import { useNow } from '../components/use-now.js';
import {
  isOver,
  positionAgeSeconds,
  sharedStageSentences,
  type HeardTrip,
} from '../features/shared-trip/shared-words.js';
import { useSharedTrip } from '../features/shared-trip/use-shared-trip.js';
import { ProgressRail } from '../features/trips/trip-parts.js';
import { formatAge, formatCoordinates } from '../format/quantities.js';
import { operatorTimeZone } from '../settings/operator.js';
import { usePageTitle } from './use-page-title.js';

/** Most of the page's bytes, and needed only while there is a position. */
const SharedMap = lazy(async () => ({
  default: (await import('../features/shared-trip/shared-map.js')).SharedMap,
}));

/**
 * One trip for whoever has a link to it, without signing in. What stands behind the # of the address is the secret:
 * browsers send it to nobody, and from here it goes only into the body of a request.
 */
export function SharedPage() {
  usePageTitle('Your delivery');
  const token = useLocation().hash.slice(1);
  return (
    <div className="flex min-h-full flex-col">
      <header className="flex h-12 shrink-0 items-center justify-between border-b border-line bg-surface px-4">
        <span className="flex items-center gap-2.5 font-semibold tracking-tight">
          <Logo className="size-7" />
          Watch Tower
        </span>
        <ThemeSwitch />
      </header>
      {token === '' ? (
        <Main>
          <ShowsNothing title="This link is not whole">
            Its end is missing. Open it again as it was sent to you, or ask for it once more.
          </ShowsNothing>
        </Main>
      ) : (
        <Shared token={token} />
      )}
    </div>
  );
}

function Main({ busy = false, children }: { busy?: boolean; children: React.ReactNode }) {
  return (
    <main id="main" aria-busy={busy} className="mx-auto w-full max-w-2xl flex-1 space-y-4 p-4 sm:py-8">
      {children}
    </main>
  );
}

function ShowsNothing({ title, children }: { title: string; children: string }) {
  return (
    <>
      <h1 className="sr-only">Your delivery</h1>
      <EmptyState icon={Link2Off} title={title}>
        {children}
      </EmptyState>
    </>
  );
}

function Shared({ token }: { token: string }) {
  const { trip, error, loading, gone, reload } = useSharedTrip(token);
  return (
    <Main busy={loading && trip === null}>
      {gone ? (
        <ShowsNothing title="This link shows nothing, or nothing any more">
          It may have expired, been revoked, or lost a letter on its way. Ask whoever sent it for a new one.
        </ShowsNothing>
      ) : (
        <>
          <h1 className="text-xl font-semibold tracking-tight">Your delivery</h1>
          {error !== null && (
            <ErrorNotice
              title={trip ? 'What is shown may be out of date' : 'The trip could not be loaded'}
              error={error}
              onRetry={reload}
            />
          )}
          {trip ? <Seen trip={trip} /> : error === null && <Awaited className="h-48 rounded-xl" />}
        </>
      )}
    </Main>
  );
}

function Seen({ trip }: { trip: HeardTrip }) {
  const { status, stage, eta, position } = trip;
  return (
    <>
      <section
        aria-label="Where it stands"
        className="rounded-xl border border-line bg-surface p-4 shadow-xs"
      >
        <TripBadge status={status} stage={stage} />
        <p role="status" className="mt-2 mb-3 text-lg leading-7">
          {sharedStageSentences[stage]}
        </p>
        {eta !== null && !isOver(trip) && (
          <p className="mb-3">
            Expected <Instant at={eta} />{' '}
            <span className="text-muted">({operatorTimeZone.split('/').at(-1)?.replace('_', ' ')} time)</span>
          </p>
        )}
        <ProgressRail trip={{ stage, stops: [] }} />
      </section>
      {position && <TruckPlace position={position} heardAtMs={trip.heardAtMs} />}
    </>
  );
}

function TruckPlace({
  position,
  heardAtMs,
}: {
  position: NonNullable<SharedTrip['position']>;
  heardAtMs: number;
}) {
  const nowMs = useNow(10_000);
  const age = formatAge(positionAgeSeconds(position, heardAtMs, nowMs));
  return (
    <section
      aria-label="The truck"
      className="overflow-hidden rounded-xl border border-line bg-surface shadow-xs"
    >
      <div className="flex flex-wrap justify-between gap-x-3 px-4 py-2.5 text-sm">
        <span>
          <span className="font-medium">The truck</span> was here {age} ago
        </span>
        <span className="text-muted">{formatCoordinates(position.latitude, position.longitude)}</span>
      </div>
      <div className="relative h-80 border-t border-line">
        <Suspense fallback={<Awaited className="h-full" />}>
          <SharedMap place={position} />
        </Suspense>
      </div>
    </section>
  );
}
