import type { Fence } from '@watch-tower/contracts';

export type LonLat = readonly [longitude: number, latitude: number];

/** A fence that is being drawn. A polygon takes corners until it is closed. */
export type FenceDraft =
  | { readonly shape: 'none' }
  | { readonly shape: 'circle'; readonly centre: LonLat | null; readonly radiusM: number | null }
  | { readonly shape: 'polygon'; readonly corners: readonly LonLat[]; readonly closed: boolean };

export type FenceAction =
  | { readonly do: 'choose'; readonly shape: FenceDraft['shape'] }
  /** A click on the map where no handle is. */
  | { readonly do: 'click'; readonly at: LonLat }
  | { readonly do: 'close' }
  /** Of a polygon that is not closed yet, the last corner. */
  | { readonly do: 'takeBack' }
  | { readonly do: 'moveCentre'; readonly to: LonLat }
  | { readonly do: 'setRadius'; readonly radiusM: number | null }
  | { readonly do: 'moveCorner'; readonly index: number; readonly to: LonLat }
  | { readonly do: 'addCorner'; readonly after: number; readonly at: LonLat }
  | { readonly do: 'removeCorner'; readonly index: number }
  | { readonly do: 'setCorners'; readonly corners: readonly LonLat[] };

/** What fences of places of this trade measure; the API takes 10 m to 50 km. */
const usualRadiusM = 150;
const cornersMin = 3;

export function toDraft(fence: Fence | null): FenceDraft {
  if (fence === null) return { shape: 'none' };
  if (fence.shape === 'circle')
    return { shape: 'circle', centre: [fence.longitude, fence.latitude], radiusM: fence.radiusM };
  return { shape: 'polygon', corners: fence.ring.slice(0, -1), closed: true };
}

/** The next draft. What does not fit the shape that is drawn changes nothing. */
export function redrawn(draft: FenceDraft, action: FenceAction): FenceDraft {
  if (action.do === 'choose') return chosen(draft, action.shape);
  if (draft.shape === 'circle') {
    if (action.do === 'click' && draft.centre === null) return { ...draft, centre: action.at };
    if (action.do === 'moveCentre') return { ...draft, centre: action.to };
    if (action.do === 'setRadius') return { ...draft, radiusM: action.radiusM };
  }
  if (draft.shape === 'polygon') {
    const { corners, closed } = draft;
    if (action.do === 'click' && !closed) return { ...draft, corners: [...corners, action.at] };
    if (action.do === 'close' && corners.length >= cornersMin) return { ...draft, closed: true };
    if (action.do === 'takeBack' && !closed) return { ...draft, corners: corners.slice(0, -1) };
    if (action.do === 'moveCorner') return { ...draft, corners: corners.with(action.index, action.to) };
    if (action.do === 'addCorner')
      return { ...draft, corners: corners.toSpliced(action.after + 1, 0, action.at) };
    if (action.do === 'removeCorner') {
      const left = corners.toSpliced(action.index, 1);
      return { ...draft, corners: left, closed: closed && left.length >= cornersMin };
    }
    if (action.do === 'setCorners')
      return { ...draft, corners: action.corners, closed: action.corners.length >= cornersMin };
  }
  return draft;
}

/** Another shape begins where the last one was, so that a circle can become the polygon of a yard. */
function chosen(draft: FenceDraft, shape: FenceDraft['shape']): FenceDraft {
  if (shape === draft.shape) return draft;
  if (shape === 'none') return { shape };
  if (shape === 'polygon') return { shape, corners: [], closed: false };
  const corners = draft.shape === 'polygon' ? draft.corners : [];
  return { shape, centre: corners.length > 0 ? middleOf(corners) : null, radiusM: usualRadiusM };
}

/** The fence that a draft makes; null where there is none, or none yet. */
export function fenceOf(draft: FenceDraft): Fence | null {
  if (draft.shape === 'circle' && draft.centre !== null && draft.radiusM !== null) {
    const [longitude, latitude] = draft.centre;
    return { shape: 'circle', longitude, latitude, radiusM: draft.radiusM };
  }
  if (draft.shape === 'polygon' && draft.corners.length >= cornersMin) {
    const ring = [...draft.corners, ...draft.corners.slice(0, 1)];
    return { shape: 'polygon', ring: ring.map(([longitude, latitude]) => [longitude, latitude]) };
  }
  return null;
}

/** What is still to be drawn before it can be saved; null where nothing is. The server judges the shape itself. */
export function missingOf(draft: FenceDraft): string | null {
  if (draft.shape === 'circle' && draft.centre === null) return 'Click on the map where its centre is.';
  if (draft.shape === 'circle' && draft.radiusM === null) return 'Say how large it is.';
  if (draft.shape === 'polygon' && draft.corners.length < cornersMin)
    return `Click its corners on the map: ${cornersMin - draft.corners.length} more at least.`;
  if (draft.shape === 'polygon' && !draft.closed)
    return 'Click the first or the last corner, or press Enter, to close it; Escape takes the last one back.';
  return null;
}

/** Corners as text, a line each, latitude first as people read it out. */
export const toLines = (corners: readonly LonLat[]): string =>
  corners.map(([longitude, latitude]) => `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`).join('\n');

/** The corners of such a text; null where a line is none. */
export function readLines(text: string): LonLat[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const corners = lines.map((line): LonLat | null => {
    const [latitude = Number.NaN, longitude = Number.NaN, ...rest] = line.split(',').map(Number);
    const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && rest.length === 0;
    return isPlace ? [longitude, latitude] : null;
  });
  return corners.every((corner) => corner !== null) ? corners : null;
}

const middleOf = (corners: readonly LonLat[]): LonLat => [
  corners.reduce((sum, [longitude]) => sum + longitude, 0) / corners.length,
  corners.reduce((sum, [, latitude]) => sum + latitude, 0) / corners.length,
];
