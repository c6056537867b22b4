import type { LocationView, TripDetails } from '@watch-tower/contracts';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Card } from '../../components/ui/card.js';
import { ErrorNotice } from '../../components/ui/notice.js';
import { MapFrame, useMap } from '../../map/use-map.js';
import type { LiveTruck } from '../live-trucks/live-trucks.js';
import { fenceNames, fences } from '../locations/fence-features.js';
import { fenceCentre } from '../locations/fence-ring.js';
import { momentFeatures, wayFeatures } from '../truck-track/track-features.js';
import { openTrackMap } from '../truck-track/track-map.js';
import { toPlayed, type PlayedTrack } from '../truck-track/track.js';
import { trucksOnTrip } from './trip-way.js';

const nothing: PlayedTrack = { accepted: [], rejected: [], gaps: [] };
const noStops: LocationView[] = [];
const everyMs = 60_000;
/** Less is not seen on a map of a whole trip. */
const simplifyM = 20;

/** The way of a trip on the map: its stops, the tracks of its trucks, and where the truck is now. */
export function TripWayCard({
  trip,
  truck,
  atMs,
}: {
  trip: TripDetails;
  truck: LiveTruck | null;
  /** As it was then; null: as it is, and goes on. */
  atMs: number | null;
}) {
  const { container, map, error } = useMap(openTrackMap);
  const ids = [...new Set(trip.stops.map(({ locationId }) => locationId))];
  const stops = useLoaded<LocationView[]>(`stops ${ids.join(' ')}`, (signal) =>
    Promise.all(ids.map((id) => call('getLocation', { path: { id }, signal }))),
  );
  const way = useLoaded<PlayedTrack>(
    `way ${trip.id} ${trip.version} ${atMs}`,
    (signal) => loadWay(trip, atMs ?? Date.now(), signal),
    atMs === null && trip.status === 'ongoing' ? everyMs : undefined,
  );
  const shownStops = stops.value ?? noStops;
  // The line stays while a newer one is loaded.
  const [track, setTrack] = useState(nothing);
  useEffect(() => {
    if (way.value) setTrack(way.value);
  }, [way.value]);

  useEffect(() => {
    void map?.setData('fences', fences(shownStops));
    void map?.setData('fence-names', fenceNames(shownStops));
  }, [map, shownStops]);
  useEffect(() => void map?.setData('way', wayFeatures(track)), [map, track]);
  useEffect(() => {
    const seen = truck && { ...truck, fix: truck, silentSinceMs: null };
    void map?.setData('moment', momentFeatures(seen));
  }, [map, truck]);

  // Once: a map that is looked at does not move by itself.
  const isFitted = useRef(false);
  useEffect(() => {
    if (!map || !stops.value || !way.value || isFitted.current) return;
    isFitted.current = true;
    const centres = stops.value.flatMap(({ fence }) => (fence ? [fenceCentre(fence)] : []));
    map.fit([
      ...way.value.accepted,
      ...centres.map(([longitude = 0, latitude = 0]) => ({ longitude, latitude })),
    ]);
  }, [map, stops.value, way.value]);

  const failed = stops.error ?? way.error;
  return (
    <Card title="Way">
      <div className="relative h-72" data-testid="trip-way" data-fixes={track.accepted.length}>
        <MapFrame container={container} error={error} />
      </div>
      {failed !== null && (
        <ErrorNotice
          title="The way could not be loaded"
          error={failed}
          onRetry={() => {
            stops.reload();
            way.reload();
          }}
          className="m-3"
        />
      )}
    </Card>
  );
}

async function loadWay(trip: TripDetails, nowMs: number, signal: AbortSignal): Promise<PlayedTrack> {
  const tracks = await Promise.all(
    trucksOnTrip(trip, nowMs).map(({ truckId, fromMs, toMs }) =>
      call('getTrack', {
        path: { id: truckId },
        query: {
          from: new Date(fromMs).toISOString(),
          to: new Date(toMs).toISOString(),
          simplify: simplifyM,
          verdict: 'good',
        },
        signal,
      }),
    ),
  );
  const played = tracks.map(toPlayed);
  return {
    accepted: played.flatMap(({ accepted }) => accepted),
    rejected: [],
    gaps: played.flatMap(({ gaps }) => gaps),
  };
}
