import type { AlertView, LocationView, Track, VisitView } from '@watch-tower/contracts';
import { useEffect, useMemo } from 'react';
import { EmptyState } from '../../components/ui/notice.js';
import { MapFrame, useMap } from '../../map/use-map.js';
import { fenceNames, fences } from '../locations/fence-features.js';
import { SatelliteDish } from 'lucide-react';
import { PlaybackBar } from './playback-bar.js';
import { SpeedGraph } from './speed-graph.js';
import { fixFeatures, markFeatures, momentFeatures, wayFeatures } from './track-features.js';
import { openTrackMap } from './track-map.js';
import type { TrackWindow } from './track-window.js';
import { momentAt, toPlayed, type PlayedTrack } from './track.js';
import type { usePlayback } from './use-playback.js';

const nothing: PlayedTrack = { accepted: [], rejected: [], gaps: [] };

/** Which fixes a track shows: those we go by, or all that the device said. */
export type Told = 'accepted' | 'device';

/** A truck's way over a time: on the map, over the clock, and played. */
export function TruckStory({
  track,
  window,
  playback,
  told,
  visits,
  alerts,
  locations,
}: {
  track: Track | null;
  window: TrackWindow;
  playback: ReturnType<typeof usePlayback>;
  told: Told;
  visits: readonly VisitView[];
  alerts: readonly AlertView[];
  locations: readonly LocationView[];
}) {
  const played = useMemo(() => (track ? toPlayed(track) : nothing), [track]);
  const moment = momentAt(played, playback.atMs, (track?.silenceSeconds ?? Infinity) * 1_000);
  const { container, map, error } = useMap(openTrackMap);

  useEffect(() => {
    void map?.setData('fences', fences(locations));
    void map?.setData('fence-names', fenceNames(locations));
  }, [map, locations]);
  useEffect(() => {
    void map?.setData('way', wayFeatures(played));
    map?.fit(played.accepted);
  }, [map, played]);
  useEffect(() => {
    void map?.setData('fixes', fixFeatures(told === 'device' ? played : nothing));
  }, [map, played, told]);
  useEffect(() => {
    const byId = new Map(locations.map((location) => [location.id, location]));
    void map?.setData('marks', markFeatures(played, visits, alerts, byId));
  }, [map, played, visits, alerts, locations]);
  useEffect(() => {
    void map?.setData('moment', momentFeatures(moment));
  }, [map, moment]);

  return (
    <>
      <PlaybackBar playback={playback} moment={moment} />
      <div
        className="relative h-96"
        data-fixes={played.accepted.length}
        data-rejected={played.rejected.length}
        data-gaps={played.gaps.length}
        data-longitude={moment?.longitude}
        data-testid="track"
      >
        <MapFrame container={container} error={error} />
        {track && played.accepted.length === 0 && (
          <div className="absolute inset-0 grid place-items-center bg-surface/85">
            <EmptyState icon={SatelliteDish} title="Nothing was heard in this time">
              The device sent no fix that counts. Choose another time.
            </EmptyState>
          </div>
        )}
        <Legend told={told} />
      </div>
      <SpeedGraph
        window={window}
        track={played}
        visits={visits}
        alerts={alerts}
        atMs={playback.atMs}
        moment={moment}
        onSeek={playback.seek}
      />
    </>
  );
}

const lines = [
  ['bg-accent', 'Driving'],
  ['bg-stationary', 'Standing'],
  ['bg-outdated', 'Over 60 km/h'],
] as const;
const fixes = [
  ['bg-idling', 'Came late'],
  ['bg-outdated', 'Outlier or replaced'],
] as const;

function Legend({ told }: { told: Told }) {
  return (
    <ul className="absolute top-2 left-2 flex flex-wrap gap-x-3 gap-y-1 rounded-md border border-line bg-surface px-2.5 py-1.5 text-2xs text-muted">
      {lines.map(([colour, name]) => (
        <li key={name} className="flex items-center gap-1.5">
          <span className={`h-1 w-4 rounded-full ${colour}`} />
          {name}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <span className="w-4 border-t-2 border-dashed border-outdated" />
        No signal
      </li>
      <li className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-full border-2 border-idling bg-surface" />
        Alert
      </li>
      {told === 'device' &&
        fixes.map(([colour, name]) => (
          <li key={name} className="flex items-center gap-1.5">
            <span className={`size-2 rounded-full ${colour}`} />
            {name}
          </li>
        ))}
    </ul>
  );
}
