import type { AlertView, LocationView, VisitView } from '@watch-tower/contracts';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { fenceCentre } from '../locations/fence-ring.js';
import { stretchesOf, type Fix, type Moment, type PlayedTrack } from './track.js';

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });
const positionOf = ({ longitude, latitude }: { longitude: number; latitude: number }): Position => [
  longitude,
  latitude,
];
const pointFeature = (at: Position, properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: at },
  properties,
});

/** The way, a line for each stretch. */
export const wayFeatures = (track: PlayedTrack): FeatureCollection =>
  collection(
    stretchesOf(track).map(({ pace, fixes }) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: fixes.map(positionOf) },
      properties: { pace },
    })),
  );

/** Single fixes: all of them where it is shown what the device said, else none. */
export const fixFeatures = ({ accepted, rejected }: PlayedTrack): FeatureCollection => {
  const feature = (fix: Fix) =>
    pointFeature(positionOf(fix), { verdict: fix.verdict === 'good' && fix.late ? 'late' : fix.verdict });
  return collection([...accepted, ...rejected].map(feature));
};

/** What happened on the way: its ends, the places visited, alerts. */
export function markFeatures(
  { accepted }: PlayedTrack,
  visits: readonly VisitView[],
  alerts: readonly AlertView[],
  locations: ReadonlyMap<string, LocationView>,
): FeatureCollection {
  const first = accepted[0];
  const last = accepted.at(-1);
  const visited = visits.map((visit) => {
    const fence = locations.get(visit.locationId)?.fence;
    return pointFeature(fence ? fenceCentre(fence) : positionOf(visit.evidence.firstFix), { mark: 'visit' });
  });
  const alerted = alerts.flatMap(({ longitude, latitude }) =>
    longitude === null || latitude === null
      ? []
      : [pointFeature(positionOf({ longitude, latitude }), { mark: 'alert' })],
  );
  return collection([
    ...visited,
    ...alerted,
    ...(first ? [pointFeature(positionOf(first), { mark: 'start' })] : []),
    ...(last && last !== first ? [pointFeature(positionOf(last), { mark: 'end' })] : []),
  ]);
}

type SeenAt = Pick<Moment, 'latitude' | 'longitude' | 'silentSinceMs'> & {
  readonly fix: Pick<Fix, 'headingDegrees'>;
};

/** The truck at an instant; hollow where it is only where it was last seen. */
export const momentFeatures = (moment: SeenAt | null): FeatureCollection =>
  collection(
    moment
      ? [
          pointFeature(positionOf(moment), {
            icon: `moving-${moment.fix.headingDegrees === null ? 'round' : 'arrow'}-${
              moment.silentSinceMs === null ? 'fresh' : 'aged'
            }`,
            heading: moment.fix.headingDegrees ?? 0,
          }),
        ]
      : [],
  );
