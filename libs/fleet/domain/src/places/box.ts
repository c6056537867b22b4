import type { Coordinates } from '../positions/fix.js';
import { earthRadiusM, radians } from './distance.js';
import type { Fence } from './fence.js';

/** West, south, east and north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** A centimetre or so, that rounding may not take away. */
const slackDegrees = 1e-7;

export const boxAround = (box: Box | null, { latitude, longitude }: Coordinates): Box =>
  box === null
    ? [longitude, latitude, longitude, latitude]
    : [
        Math.min(box[0], longitude),
        Math.min(box[1], latitude),
        Math.max(box[2], longitude),
        Math.max(box[3], latitude),
      ];

/** Boxes that hold all of a fence: one, or two where it reaches over the 180th meridian. */
export const boxesOf = (fence: Fence): readonly Box[] => {
  const [west, south, east, north] = fence.shape === 'circle' ? ofCircle(fence) : ofRing(fence.ring);
  const box: Box = [west - slackDegrees, south - slackDegrees, east + slackDegrees, north + slackDegrees];
  if (box[0] < -180) return [box, [box[0] + 360, box[1], 180, box[3]]];
  if (box[2] > 180) return [box, [-180, box[1], box[2] - 360, box[3]]];
  return [box];
};

const ofRing = (ring: Extract<Fence, { shape: 'polygon' }>['ring']): Box => {
  const longitudes = ring.map(([longitude]) => longitude);
  const latitudes = ring.map(([, latitude]) => latitude);
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
};

const ofCircle = ({ latitude, longitude, radiusM }: Extract<Fence, { shape: 'circle' }>): Box => {
  const angle = radiusM / earthRadiusM;
  const height = angle / radians(1);
  // Meridians meet towards the poles; a circle around a pole crosses all of them.
  const across = Math.sin(angle) / Math.cos(radians(latitude));
  const width = across < 1 ? Math.asin(across) / radians(1) : 180;
  return [longitude - width, latitude - height, longitude + width, latitude + height];
};
