import type { LocationView, Me, TruckAtLocation } from '@watch-tower/contracts';
import { Archive, ArchiveRestore, Pencil, X } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/call.js';
import { carryOut } from '../../api/carry-out.js';
import { loadAll } from '../../api/load-all.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Instant } from '../../components/instant.js';
import { Button } from '../../components/ui/button.js';
import { Fact } from '../../components/ui/card.js';
import { Awaited, ErrorNotice } from '../../components/ui/notice.js';
import { locationTypeNames } from '../locations/location-types.js';
import { fenceInWords } from './place-list.js';

const trucksEveryMs = 15_000;

/** One place: what it is, who is there, and for admins the way to change it. */
export function PlaceDetails({
  place,
  me,
  onEdit,
  onChanged,
  onClose,
}: {
  place: LocationView;
  me: Me | null;
  onEdit: () => void;
  onChanged: (place: LocationView) => void;
  onClose: () => void;
}) {
  return (
    <section aria-label={place.name} data-testid="place">
      <header className="flex items-start gap-2 px-4 pt-4 pb-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-lg leading-6 font-semibold tracking-tight">{place.name}</h2>
          <p className="mt-0.5 text-sm text-muted">
            {locationTypeNames[place.type].one}
            {place.retiredAt !== null && (
              <>
                {' '}
                · retired <Instant at={place.retiredAt} />
              </>
            )}
          </p>
        </div>
        <Button look="ghost" size="icon" aria-label="Close" className="-mr-1.5" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </header>
      {me?.role === 'admin' && <Changes place={place} onEdit={onEdit} onChanged={onChanged} />}
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-t border-line px-4 py-3.5">
        <Fact name="Address">{place.address ?? <Unknown />}</Fact>
        <Fact name="City">{[place.city, place.state].filter(Boolean).join(', ') || <Unknown />}</Fact>
        <Fact name="Fence">{fenceInWords(place)}</Fact>
        <Fact name="LocoNav geofence">{place.loconavGeofenceId ?? <Unknown />}</Fact>
        <Fact name="Last change">
          <Instant at={place.updatedAt} />
        </Fact>
        <Fact name="Version">
          <span data-testid="place-version">{place.version}</span>
        </Fact>
      </dl>
      <TrucksThere placeId={place.id} />
    </section>
  );
}

const Unknown = () => <span className="text-faint">–</span>;

function Changes({
  place,
  onEdit,
  onChanged,
}: {
  place: LocationView;
  onEdit: () => void;
  onChanged: (place: LocationView) => void;
}) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const settle = (command: Promise<LocationView>): void => {
    setBusy(true);
    setError(null);
    command.then(
      (after) => {
        setBusy(false);
        setAsking(false);
        onChanged(after);
      },
      (cause: unknown) => {
        setBusy(false);
        setError(cause);
      },
    );
  };
  const { version } = place;
  const path = { id: place.id };
  const readBack = (id: string) => call('getLocation', { path: { id } });
  return (
    <div className="flex flex-wrap gap-2 px-4 pb-3">
      {place.retiredAt !== null ? (
        <Button
          size="small"
          disabled={busy}
          onClick={() =>
            settle(carryOut('updateLocation', { path, version, body: { retired: false } }, readBack))
          }
        >
          <ArchiveRestore aria-hidden />
          Bring it back
        </Button>
      ) : asking ? (
        <>
          <p className="w-full text-muted">
            Take it out of use? Visits that were stay; new ones are not made.
          </p>
          <Button
            size="small"
            look="primary"
            disabled={busy}
            onClick={() => settle(carryOut('retireLocation', { path, version }, readBack))}
          >
            Retire it
          </Button>
          <Button size="small" disabled={busy} onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <>
          <Button size="small" look="primary" onClick={onEdit}>
            <Pencil aria-hidden />
            Edit
          </Button>
          <Button size="small" onClick={() => setAsking(true)}>
            <Archive aria-hidden />
            Retire
          </Button>
        </>
      )}
      {error !== null && <ErrorNotice title="That was not done" error={error} className="w-full" />}
    </div>
  );
}

function TrucksThere({ placeId }: { placeId: string }) {
  const trucks = useLoaded<TruckAtLocation[]>(
    `trucks at ${placeId}`,
    (signal) =>
      loadAll((cursor) =>
        call('findTrucksOfLocation', { path: { id: placeId }, query: { limit: 200, cursor }, signal }),
      ),
    trucksEveryMs,
  );
  return (
    <div className="border-t border-line px-4 py-3">
      <h3 className="mb-1.5 text-xs font-medium text-muted">
        Trucks there now{trucks.value && trucks.value.length > 0 && ` (${trucks.value.length})`}
      </h3>
      {trucks.error !== null ? (
        <ErrorNotice title="Who is there is not known now" error={trucks.error} onRetry={trucks.reload} />
      ) : !trucks.value ? (
        <Awaited className="h-8" />
      ) : trucks.value.length === 0 ? (
        <p className="text-muted">None</p>
      ) : (
        <ul className="space-y-1.5">
          {trucks.value.map(({ visitId, truckId, truckNumber, since, silentSince }) => (
            <li key={visitId} className="flex items-baseline justify-between gap-3">
              <Link
                to={`/trucks/${truckId}`}
                className="font-medium text-accent underline-offset-4 hover:underline"
              >
                {truckNumber ?? 'Unknown truck'}
              </Link>
              <span className="text-xs text-muted">
                since <Instant at={since} />
                {silentSince !== null && (
                  <>
                    , silent since <Instant at={silentSince} show="clock" />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
