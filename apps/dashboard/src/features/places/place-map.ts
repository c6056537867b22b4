import type { LocationView } from '@watch-tower/contracts';
import type { Feature, FeatureCollection, Position } from 'geojson';
import type { LayerSpecification, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';
import type { MapPalette } from '../../map/map-palette.js';
import { noFeatures } from '../../map/map-style.js';
import { openMap, wholeRegion, type OpenMap } from '../../map/open-map.js';
import { fenceNames, fences } from '../locations/fence-features.js';
import { fenceCentre, fenceRing } from '../locations/fence-ring.js';
import { fenceOf, type FenceAction, type FenceDraft, type LonLat } from './fence-draft.js';

/** From the middle of a handle; those of corners are drawn 7 px wide. */
const handleReachPx = 13;

function placeLayers(palette: MapPalette): LayerSpecification[] {
  return [
    {
      id: 'draft-area',
      type: 'fill',
      source: 'draft',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.22 },
    },
    {
      id: 'draft-border',
      type: 'line',
      source: 'draft',
      paint: { 'line-color': palette.accent, 'line-width': 2.5 },
    },
    {
      id: 'handles',
      type: 'circle',
      source: 'handles',
      paint: {
        'circle-radius': ['match', ['get', 'role'], 'middle', 4.5, 7],
        'circle-color': palette.surface,
        'circle-opacity': ['match', ['get', 'role'], 'middle', 0.75, 1],
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': ['match', ['get', 'role'], 'middle', 1.5, 2.5],
      },
    },
  ];
}

export type PlaceMap = Pick<OpenMap, 'repaint' | 'close'> & {
  showPlaces: (places: readonly LocationView[], except: string | null) => void;
  /** Shows what is drawn; without a draft the map only looks on. */
  showDraft: (draft: FenceDraft | null, editable: boolean) => void;
  flyTo: (place: LocationView) => void;
};

type Options = {
  container: HTMLElement;
  onDraw: (action: FenceAction) => void;
  /** A click on the map while nothing is drawn. */
  onPick: (at: LonLat) => void;
};

type Pointed = Pick<MapMouseEvent | MapTouchEvent, 'point' | 'lngLat'>;

type Handle = { role: 'centre' | 'edge' | 'corner' | 'middle'; index: number; at: [number, number] };

/** A map of places on which a fence can be drawn. Needs WebGL: throws where the browser has none. */
export function openPlaceMap({ container, onDraw, onPick }: Options): PlaceMap {
  const { map, setData, repaint, close } = openMap({
    container,
    camera: wholeRegion,
    sources: { draft: noFeatures, handles: noFeatures },
    layers: placeLayers,
  });
  let draft: FenceDraft | null = null;
  let isEditable = false;
  const lonLat = ({ lngLat }: Pointed): LonLat => [lngLat.lng, lngLat.lat];

  // By the draft itself: what the map has drawn lags behind the hand that draws.
  const handleAt = ({ point }: Pointed): Handle | null => {
    const reached = (isEditable && draft ? handlesOf(draft) : [])
      .map((handle) => ({ handle, away: point.dist(map.project(handle.at)) }))
      .filter(({ away }) => away <= handleReachPx);
    return reached.sort((one, other) => one.away - other.away)[0]?.handle ?? null;
  };
  const drag = (handle: Handle, to: LonLat): void => {
    if (handle.role === 'centre') onDraw({ do: 'moveCentre', to });
    if (handle.role === 'corner') onDraw({ do: 'moveCorner', index: handle.index, to });
    if (handle.role === 'edge' && draft?.shape === 'circle' && draft.centre)
      onDraw({ do: 'setRadius', radiusM: Math.max(10, Math.round(metresBetween(draft.centre, to))) });
  };

  /** Takes hold of the handle under a mouse or a finger. @returns what moves it; null where there is none. */
  const grip = (event: MapMouseEvent | MapTouchEvent): ((moved: Pointed) => void) | null => {
    const found = handleAt(event);
    if (!found) return null;
    event.preventDefault();
    let handle = found;
    if (found.role === 'middle') {
      onDraw({ do: 'addCorner', after: found.index, at: lonLat(event) });
      handle = { role: 'corner', index: found.index + 1, at: found.at };
    }
    return (moved) => drag(handle, lonLat(moved));
  };

  map.doubleClickZoom.disable();
  map.on('mousedown', (event) => {
    const move = grip(event);
    if (!move) return;
    map.on('mousemove', move);
    map.once('mouseup', () => map.off('mousemove', move));
  });
  map.on('touchstart', (event) => {
    const move = event.points.length === 1 ? grip(event) : null;
    if (!move) return;
    const letGo = (): void => {
      map.off('touchmove', move);
      map.off('touchend', letGo);
      map.off('touchcancel', letGo);
    };
    map.on('touchmove', move);
    map.on('touchend', letGo);
    map.on('touchcancel', letGo);
  });
  map.on('click', (event) => {
    const handle = handleAt(event);
    if (!isEditable) onPick(lonLat(event));
    // On the last one too: a double click ends it, as elsewhere.
    else if (handle?.role === 'corner' && isAtAnEnd(draft, handle.index)) onDraw({ do: 'close' });
    else if (!handle) onDraw({ do: 'click', at: lonLat(event) });
  });
  map.on('contextmenu', (event) => {
    const handle = handleAt(event);
    if (handle?.role === 'corner') onDraw({ do: 'removeCorner', index: handle.index });
  });
  map.on('mousemove', (event) => {
    const cursor = !isEditable ? '' : handleAt(event) ? 'move' : isWaiting(draft) ? 'crosshair' : '';
    map.getCanvas().style.cursor = cursor;
  });

  return {
    showPlaces: (places, except) => {
      const shown = places.filter(({ id }) => id !== except);
      void setData('fences', fences(shown));
      void setData('fence-names', fenceNames(places));
    },
    showDraft: (now, editable) => {
      draft = now;
      isEditable = editable && now !== null;
      void setData('draft', draftFeatures(now));
      void setData('handles', collection((isEditable && now ? handlesOf(now) : []).map(handleFeature)));
    },
    flyTo: ({ fence }) => {
      if (!fence) return;
      const ring = fenceRing(fence);
      const longitudes = ring.map(([longitude = 0]) => longitude);
      const latitudes = ring.map(([, latitude = 0]) => latitude);
      map.fitBounds(
        [
          [Math.min(...longitudes), Math.min(...latitudes)],
          [Math.max(...longitudes), Math.max(...latitudes)],
        ],
        { padding: 120, maxZoom: 16, duration: 500 },
      );
    },
    repaint,
    close,
  };
}

/** Whether the next click on the map draws something. */
const isWaiting = (draft: FenceDraft | null): boolean =>
  (draft?.shape === 'circle' && draft.centre === null) || (draft?.shape === 'polygon' && !draft.closed);

const isAtAnEnd = (draft: FenceDraft | null, corner: number): boolean =>
  corner === 0 || (draft?.shape === 'polygon' && corner === draft.corners.length - 1);

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });

function draftFeatures(draft: FenceDraft | null): FeatureCollection {
  if (draft === null) return collection([]);
  if (draft.shape === 'polygon' && !draft.closed)
    return collection([
      {
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: draft.corners.map(([...corner]) => corner) },
        properties: {},
      },
    ]);
  const fence = fenceOf(draft);
  return collection(
    fence
      ? [{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [fenceRing(fence)] }, properties: {} }]
      : [],
  );
}

const handleFeature = ({ at, role, index }: Handle): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: at },
  properties: { role, index },
});

/** Where a draft can be taken hold of; those of corners lie above those between them. */
function handlesOf(draft: FenceDraft): Handle[] {
  const handle = (
    [longitude = 0, latitude = 0]: Position | LonLat,
    role: Handle['role'],
    index: number,
  ): Handle => ({
    role,
    index,
    at: [longitude, latitude],
  });
  const fence = fenceOf(draft);
  if (draft.shape === 'circle' && fence) {
    const ring = fenceRing(fence);
    const east = ring[Math.floor(ring.length / 4)];
    return [handle(fenceCentre(fence), 'centre', 0), ...(east ? [handle(east, 'edge', 0)] : [])];
  }
  if (draft.shape !== 'polygon') return [];
  const { corners, closed } = draft;
  const middles = corners.flatMap((corner, index) => {
    const next = corners[(index + 1) % corners.length];
    return closed && next
      ? [handle([(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2], 'middle', index)]
      : [];
  });
  return [...middles, ...corners.map((corner, index) => handle(corner, 'corner', index))];
}

const earthRadiusM = 6_371_008.8;

/** On the sphere, in metres. */
function metresBetween([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const h =
    Math.sin(radians(latB - latA) / 2) ** 2 +
    Math.cos(radians(latA)) * Math.cos(radians(latB)) * Math.sin(radians(lonB - lonA) / 2) ** 2;
  return 2 * earthRadiusM * Math.asin(Math.sqrt(h));
}
