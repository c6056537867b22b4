import type { TruckLocation } from '@watch-tower/contracts';

/** A truck's newest position, with the moment of its fix on this computer's clock, so that its age can tick. */
export type LiveTruck = TruckLocation & { readonly fixedAtMs: number };
export type LiveTrucks = ReadonlyMap<string, LiveTruck>;

/** All that a snapshot holds and nothing else, save higher versions that are known already. */
export function fromSnapshot(
  known: LiveTrucks,
  snapshot: readonly TruckLocation[],
  nowMs: number,
): LiveTrucks {
  return new Map(snapshot.map((truck) => [truck.truckId, newer(known.get(truck.truckId), truck, nowMs)]));
}

/** What is known, with newer positions in place of older ones. The same map when none was newer. */
export function withPositions(
  known: LiveTrucks,
  positions: readonly TruckLocation[],
  nowMs: number,
): LiveTrucks {
  const trucks = new Map(known);
  let changed = false;
  for (const position of positions) {
    const before = trucks.get(position.truckId);
    const after = newer(before, position, nowMs);
    if (after === before) continue;
    trucks.set(position.truckId, after);
    changed = true;
  }
  return changed ? trucks : known;
}

/** What is known, without the trucks that are shown no more. */
export function without(known: LiveTrucks, truckIds: readonly string[]): LiveTrucks {
  const gone = new Set(truckIds);
  return new Map([...known].filter(([truckId]) => !gone.has(truckId)));
}

/** The seconds since a truck's fix. Counted from the age the server gave: this computer's clock may be wrong. */
export function ageSecondsOf(truck: LiveTruck, nowMs: number): number {
  return Math.max(0, (nowMs - truck.fixedAtMs) / 1_000);
}

/** A position as it arrived at `nowMs`. */
export function arrived(position: TruckLocation, nowMs: number): LiveTruck {
  return { ...position, fixedAtMs: nowMs - position.ageSeconds * 1_000 };
}

function newer(before: LiveTruck | undefined, position: TruckLocation, nowMs: number): LiveTruck {
  return before && before.version >= position.version ? before : arrived(position, nowMs);
}
