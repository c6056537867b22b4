import type { AlertView, LocationView, Track, VisitView, WhereTruckIs } from '@watch-tower/contracts';
import { ArrowLeft, TruckIcon } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { ApiError } from '../api/api-error.js';
import { call } from '../api/call.js';
import { useLoaded, type Loaded } from '../api/use-loaded.js';
import { Instant } from '../components/instant.js';
import { MotionBadge } from '../components/motion-badge.js';
import { RefreshButton } from '../components/refresh-button.js';
import { buttonLook } from '../components/ui/button.js';
import { Card } from '../components/ui/card.js';
import { ChoiceRow } from '../components/ui/choice-row.js';
import { Awaited, EmptyState, ErrorNotice } from '../components/ui/notice.js';
import { AlertList } from '../features/alerts/alert-list.js';
import { loadLocations } from '../features/locations/load-locations.js';
import {
  readWindow,
  windowOf,
  writeWindow,
  type ChosenWindow,
  type TrackWindow,
} from '../features/truck-track/track-window.js';
import { ExportTrack } from '../features/truck-track/export-track.js';
import { TruckStory, type Told } from '../features/truck-track/truck-story.js';
import { usePlayback } from '../features/truck-track/use-playback.js';
import { VisitList } from '../features/truck-track/visit-list.js';
import { WindowPicker } from '../features/truck-track/window-picker.js';
import { counted, formatAge, formatSpeed } from '../format/quantities.js';
import { operatorTimeZone } from '../settings/operator.js';
import { useAddress, useAddressRewrite } from './use-address.js';
import { usePageTitle } from './use-page-title.js';

const noVisits: VisitView[] = [];
const noAlerts: AlertView[] = [];
const noLocations: LocationView[] = [];
const listMax = 200;
const whereEveryMs = 30_000;
const toldOptions = [
  { value: 'accepted', label: 'We accepted' },
  { value: 'device', label: 'Device said' },
] as const;

/** One truck: where it was over a time that is chosen, at which places, and what happened. */
export function TruckPage() {
  const { id = '' } = useParams();
  const [params, change] = useAddress();
  const [, rewrite] = useAddressRewrite();
  const chosen = readWindow(params);
  const told: Told = params.get('said') === 'device' ? 'device' : 'accepted';
  // A window that goes with the clock stands still while it is looked at.
  const [nowMs, setNowMs] = useState(() => Date.now());
  const window = useSame(windowOf(chosen, nowMs, operatorTimeZone));
  const key = `${id} ${window.fromMs} ${window.toMs}`;
  const instants = { from: new Date(window.fromMs).toISOString(), to: new Date(window.toMs).toISOString() };
  const path = { id };

  const where = useLoaded<WhereTruckIs>(
    `where ${id}`,
    // Asked for no past, it answers where the truck is.
    (signal) => call('getTruckLocation', { path, signal }) as Promise<WhereTruckIs>,
    whereEveryMs,
  );
  const truck = useLoaded(`truck ${id}`, (signal) => call('getTruck', { path, signal }));
  const track = useLoaded<Track>(`track ${key}`, (signal) =>
    call('getTrack', { path, query: { ...instants, verdict: 'all' }, signal }),
  );
  const about = { truckId: id, ...instants, limit: listMax };
  const visits = useLoaded<VisitView[]>(
    `visits ${key}`,
    async (signal) => (await call('findVisits', { query: about, signal })).items,
  );
  const alerts = useLoaded<AlertView[]>(
    `alerts ${key}`,
    async (signal) => (await call('findAlerts', { query: about, signal })).items,
  );
  const locations = useLoaded('locations', loadLocations);
  const playback = usePlayback(window);
  usePlaybackKeys(playback.toggle);
  usePageTitle(truck.value?.number ?? 'Truck');

  const choose = (next: ChosenWindow): void => {
    setNowMs(Date.now());
    rewrite((now) => writeWindow(now, next));
  };
  const tell = (next: Told): void => change('said', next === 'device' ? next : null);

  if (truck.error instanceof ApiError && truck.error.status === 404)
    return (
      <main id="main" className="flex-1">
        <h1 className="sr-only">Truck not found</h1>
        <EmptyState icon={TruckIcon} title="There is no such truck">
          <Link to="/map" className={buttonLook({ size: 'small', className: 'mt-2' })}>
            Live map
          </Link>
        </EmptyState>
      </main>
    );

  return (
    <main id="main" className="min-h-0 flex-1 overflow-y-auto" aria-busy={track.loading}>
      <div className="mx-auto max-w-7xl space-y-4 px-4 py-4 sm:px-6">
        <Link
          to={`/map?truck=${id}`}
          className="inline-flex items-center gap-1.5 rounded text-sm text-muted underline-offset-4 hover:text-ink hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          Live map
        </Link>
        <section aria-label="Truck" className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div>
            <h1 className="flex items-center gap-3 text-xl font-semibold">
              {truck.value?.number ?? <Awaited className="h-6 w-32" />}
              {where.value && <MotionBadge motion={where.value.motion} />}
            </h1>
            <WhereNow where={where} />
          </div>
          <WindowPicker chosen={chosen} window={window} onChoose={choose} />
        </section>
        {truck.error !== null && (
          <ErrorNotice title="The truck could not be loaded" error={truck.error} onRetry={truck.reload} />
        )}
        {track.error !== null && (
          <ErrorNotice title="The track could not be loaded" error={track.error} onRetry={track.reload} />
        )}
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <Card
            title="Track"
            aside={
              <div className="flex flex-wrap items-center justify-end gap-2">
                <span role="status" className="text-xs text-muted">
                  {track.value && `${track.value.fixes} fixes, ${counted(track.value.gaps.length, 'gap')}`}
                  {track.value?.thinnedBefore && (
                    <>
                      ; before <Instant at={track.value.thinnedBefore} /> only a few of each hour are kept
                    </>
                  )}
                </span>
                <ChoiceRow label="Which fixes" value={told} options={toldOptions} onChoose={tell} />
                <ExportTrack truckId={id} window={window} told={told} />
                <RefreshButton loading={track.loading} className="h-8" onRefresh={() => choose(chosen)} />
              </div>
            }
          >
            <TruckStory
              track={track.value}
              window={window}
              playback={playback}
              told={told}
              visits={visits.value ?? noVisits}
              alerts={alerts.value ?? noAlerts}
              locations={locations.value ?? noLocations}
            />
          </Card>
          <div className="space-y-4">
            <Card title="Visits">
              <Listed list={visits} what="visits">
                {(items) => (
                  <VisitList
                    visits={items}
                    onShow={({ startedAt }) => playback.seek(Date.parse(startedAt))}
                  />
                )}
              </Listed>
            </Card>
            <Card title="Alerts">
              <Listed list={alerts} what="alerts">
                {(items) => <AlertList alerts={items} onShow={(at) => playback.seek(Date.parse(at))} />}
              </Listed>
            </Card>
          </div>
        </div>
      </div>
    </main>
  );
}

/** The same object for as long as the instants are the same: effects depend on it. */
function useSame({ fromMs, toMs }: TrackWindow): TrackWindow {
  return useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
}

/** The space bar plays and pauses, wherever nothing else takes it. */
function usePlaybackKeys(toggle: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const taken =
        event.target instanceof HTMLElement &&
        event.target.matches('input, select, textarea, button, a, summary');
      if (event.key !== ' ' || taken) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [toggle]);
}

function WhereNow({ where: { value, error } }: { where: Loaded<WhereTruckIs> }) {
  if (error instanceof ApiError && error.status === 404)
    return <p className="mt-1 text-muted">Its device has not reported yet.</p>;
  if (!value) return <Awaited className="mt-2 h-4 w-56" />;
  return (
    <p className="mt-1 text-muted">
      {value.place ? (
        <>
          At <span className="font-medium text-ink">{value.place.name}</span> since{' '}
          <Instant at={value.place.since} />
          {value.place.status === 'provisional' && ', perhaps only driving by'}
        </>
      ) : (
        'At no known place'
      )}{' '}
      · {formatSpeed(value.speedKmh)} · seen {formatAge(Math.max(0, value.ageSeconds))} ago
    </p>
  );
}

function Listed<Item>({
  list,
  what,
  children,
}: {
  list: Loaded<Item[]>;
  what: string;
  children: (items: readonly Item[]) => ReactNode;
}) {
  if (list.error !== null)
    return (
      <ErrorNotice
        title={`The ${what} could not be loaded`}
        error={list.error}
        onRetry={list.reload}
        className="m-3"
      />
    );
  if (!list.value) return <Awaited className="m-4 h-16" />;
  return (
    <>
      {children(list.value)}
      {list.value.length === listMax && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          The latest {listMax}; choose a shorter time to see the others.
        </p>
      )}
    </>
  );
}
