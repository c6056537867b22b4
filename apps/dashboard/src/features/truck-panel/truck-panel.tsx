import type { TruckView } from '@watch-tower/contracts';
import { LocateFixed, X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/call.js';
import { ApiError } from '../../api/api-error.js';
import { useLoaded } from '../../api/use-loaded.js';
import { MotionBadge } from '../../components/motion-badge.js';
import { Button } from '../../components/ui/button.js';
import { Awaited, ErrorNotice } from '../../components/ui/notice.js';
import type { LiveTruck } from '../live-trucks/live-trucks.js';
import { Position } from './position.js';

type TruckPanelProps = {
  truckId: string;
  /** Null while the truck has no position that is known. */
  truck: LiveTruck | null;
  /** The moment that is looked at; null for now. */
  atMs: number | null;
  /** The page of the truck, at the time that is looked at. */
  trackPath: string;
  onCentre: () => void;
  onClose: () => void;
  /** The trip it is on. */
  children: ReactNode;
};

/** One truck: where it is and how old that is, and the trip it is on. */
export function TruckPanel({
  truckId,
  truck,
  atMs,
  trackPath,
  onCentre,
  onClose,
  children,
}: TruckPanelProps) {
  const details = useLoaded<TruckView>(`truck ${truckId}`, (signal) =>
    call('getTruck', { path: { id: truckId }, signal }),
  );
  const number = truck?.number ?? details.value?.number;

  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [onClose]);

  return (
    <section
      aria-label={`Truck ${number ?? ''}`}
      data-testid="truck-panel"
      className="max-h-full overflow-y-auto rounded-xl border border-line bg-surface shadow-card"
    >
      <header className="flex items-start gap-2 px-4 pt-3.5 pb-3">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h2 className="text-lg leading-6 font-semibold tracking-tight">
              {number ?? <Awaited className="h-6 w-32" />}
            </h2>
            {truck && <MotionBadge motion={truck.motion} />}
          </div>
          <TruckFacts details={details.value} loading={details.loading} />
        </div>
        <div className="-mr-1.5 flex">
          {truck && (
            <Button look="ghost" size="icon" aria-label="Centre the map on this truck" onClick={onCentre}>
              <LocateFixed aria-hidden />
            </Button>
          )}
          <Button look="ghost" size="icon" aria-label="Close" onClick={onClose}>
            <X aria-hidden />
          </Button>
        </div>
      </header>
      {truck ? (
        <Position truck={truck} atMs={atMs} />
      ) : details.error instanceof ApiError ? (
        <ErrorNotice title="This truck cannot be shown" error={details.error} className="m-3 mt-0" />
      ) : (
        <p className="border-t border-line px-4 py-4 text-muted">
          {atMs === null
            ? 'No position of this truck is known: its device has not reported yet.'
            : 'No position of this truck is kept of the week before.'}
        </p>
      )}
      {children}
      <footer className="flex gap-5 border-t border-line px-4 py-2.5 text-xs font-medium text-accent">
        <Link to={trackPath} className="underline-offset-4 hover:underline">
          Track and visits
        </Link>
        <Link to={`/trips?truckId=${truckId}`} className="underline-offset-4 hover:underline">
          All trips of this truck
        </Link>
      </footer>
    </section>
  );
}

function TruckFacts({ details, loading }: { details: TruckView | null; loading: boolean }) {
  if (loading && !details) return <Awaited className="mt-1.5 h-3 w-40" />;
  const facts = [details?.brand, details?.trailerSize, details?.company].filter(Boolean);
  return <p className="mt-0.5 truncate text-xs text-muted">{facts.join(' · ')}</p>;
}
