import type { LiveTruck, LiveTrucks } from '../live-trucks/live-trucks.js';

/** Between two fixes a truck's mark moves instead of jumping. */
export const glideMs = 700;

/** A jump longer than this is not driven: the mark goes there at once. Degrees, about 5 km. */
const longestGlideDegrees = 0.045;

export type Point = { readonly longitude: number; readonly latitude: number };
type Glide = { readonly version: number; readonly from: Point; readonly startedAtMs: number };
export type Glides = ReadonlyMap<string, Glide>;

/** The glides after the fleet changed: each truck with a newer version sets off from where its mark is now. */
export function retarget(glides: Glides, before: LiveTrucks, after: LiveTrucks, nowMs: number): Glides {
  const next = new Map<string, Glide>();
  for (const [id, truck] of after) {
    const glide = glides.get(id);
    const known = before.get(id);
    if (glide?.version === truck.version) next.set(id, glide);
    else
      next.set(id, { version: truck.version, from: setOff(known, glide, truck, nowMs), startedAtMs: nowMs });
  }
  return next;
}

/** Where a truck's mark is at `nowMs`. */
export function markOf(truck: LiveTruck, glide: Glide | undefined, nowMs: number): Point {
  if (!glide) return truck;
  const progress = Math.min(1, Math.max(0, (nowMs - glide.startedAtMs) / glideMs));
  const eased = progress * (2 - progress);
  return {
    longitude: glide.from.longitude + (truck.longitude - glide.from.longitude) * eased,
    latitude: glide.from.latitude + (truck.latitude - glide.from.latitude) * eased,
  };
}

/** Whether any mark is still under way. */
export function isGliding(glides: Glides, nowMs: number): boolean {
  for (const { startedAtMs } of glides.values()) if (nowMs - startedAtMs < glideMs) return true;
  return false;
}

function setOff(known: LiveTruck | undefined, glide: Glide | undefined, to: LiveTruck, nowMs: number): Point {
  if (!known) return to;
  const mark = markOf(known, glide, nowMs);
  const far =
    Math.abs(mark.longitude - to.longitude) > longestGlideDegrees ||
    Math.abs(mark.latitude - to.latitude) > longestGlideDegrees;
  return far ? to : mark;
}
