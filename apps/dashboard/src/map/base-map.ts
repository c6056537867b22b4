import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import { roads } from './roads.js';
import { readLine, smooth, type LonLat } from './smooth.js';
import { placeNames, towns } from './towns.js';
import { coast, creeks, lagoons } from './water.js';

const southOfTheMap = 5;

/** The land between Cotonou, Ibadan and the Niger delta as GeoJSON: all a map of it needs, and no request for any of it. */
export function baseMap(): Record<'water' | 'creeks' | 'towns' | 'roads' | 'places', FeatureCollection> {
  return {
    water: collection([sea(), ...lagoons.map((line) => smooth(readLine(line), 300, true))].map(polygon)),
    creeks: collection(
      creeks.map(({ line, widthM }) => feature(lineString(smooth(readLine(line), 400)), { widthM })),
    ),
    towns: collection(towns.map((line) => polygon(smooth(readLine(line), 400, true)))),
    roads: collection(
      roads.map(({ line, name, rank }) => feature(lineString(smooth(readLine(line), 250)), { name, rank })),
    ),
    places: collection(
      placeNames.map(({ name, rank, at }) => {
        const [coordinates = [NaN, NaN]] = readLine(at);
        return feature({ type: 'Point', coordinates: [...coordinates] }, { name, rank });
      }),
    ),
  };
}

/** Everything south of the coast, with the harbour cut into it. */
export function sea(): LonLat[] {
  const shore = [
    ...smooth(readLine(coast.westOfHarbour), 1_500),
    ...smooth(readLine(coast.harbourWestBank), 200),
    ...smooth(readLine(coast.harbourEastBank), 200),
    ...smooth(readLine(coast.eastOfHarbour), 1_500),
  ];
  const [west = 0] = shore[0] ?? [];
  const [east = 0] = shore.at(-1) ?? [];
  return [[west, southOfTheMap], ...shore, [east, southOfTheMap], [west, southOfTheMap]];
}

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });
const feature = (geometry: Geometry, properties: Feature['properties']): Feature => ({
  type: 'Feature',
  geometry,
  properties,
});
const positions = (line: readonly LonLat[]): Position[] => line.map(([lon, lat]) => [lon, lat]);
const lineString = (line: readonly LonLat[]): Geometry => ({
  type: 'LineString',
  coordinates: positions(line),
});
const polygon = (ring: readonly LonLat[]): Feature =>
  feature({ type: 'Polygon', coordinates: [positions(ring)] }, {});
