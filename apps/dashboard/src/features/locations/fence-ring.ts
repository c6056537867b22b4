import type { Fence } from '@watch-tower/contracts';
import type { Position } from 'geojson';

const earthRadiusM = 6_371_008.8;
const corners = 48;

/** A fence as a closed GeoJSON ring; a circle becomes a polygon on the sphere, right to a per cent of its radius. */
export function fenceRing(fence: Fence): Position[] {
  if (fence.shape === 'polygon') return fence.ring;
  const latitude = toRadians(fence.latitude);
  const angle = fence.radiusM / earthRadiusM;
  const ring = Array.from({ length: corners }, (_, corner): Position => {
    const bearing = (2 * Math.PI * corner) / corners;
    const lat = Math.asin(
      Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(bearing),
    );
    const lon = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(latitude),
      Math.cos(angle) - Math.sin(latitude) * Math.sin(lat),
    );
    return [fence.longitude + toDegrees(lon), toDegrees(lat)];
  });
  return [...ring, ...ring.slice(0, 1)];
}

/** Where a fence's name stands: its centre, or the middle of its corners. */
export function fenceCentre(fence: Fence): Position {
  if (fence.shape === 'circle') return [fence.longitude, fence.latitude];
  const distinct = fence.ring.slice(1);
  const mean = (index: 0 | 1): number =>
    distinct.reduce((sum, corner) => sum + corner[index], 0) / distinct.length;
  return [mean(0), mean(1)];
}

const toRadians = (degrees: number): number => (degrees * Math.PI) / 180;
const toDegrees = (radians: number): number => (radians * 180) / Math.PI;
