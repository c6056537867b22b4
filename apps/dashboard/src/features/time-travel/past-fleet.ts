import type { TripStage, TruckPast } from '@watch-tower/contracts';
import type { LiveTruck, LiveTrucks } from '../live-trucks/live-trucks.js';

/** The fleet at a moment, in the shape in which the map and the list take the fleet of now. */
export type PastFleet = {
  readonly atMs: number;
  /** Those that had been heard. */
  readonly trucks: LiveTrucks;
  /** All of them, with place and trip of then. */
  readonly then: ReadonlyMap<string, TruckPast>;
};

export function toPastFleet(atMs: number, items: readonly TruckPast[]): PastFleet {
  return {
    atMs,
    trucks: new Map(items.flatMap((item) => toShown(item)).map((truck) => [truck.truckId, truck])),
    then: new Map(items.map((item) => [item.truckId, item])),
  };
}

function toShown({ truckId, number, position }: TruckPast): LiveTruck[] {
  if (position === null) return [];
  const fixedAtMs = Date.parse(position.deviceTime);
  // Marks glide to another position where its version is another.
  return [{ ...position, truckId, number, version: fixedAtMs, fixedAtMs }];
}

/** What trucks were about, each in a line of the list: its trip, else its place. */
export function notesOf(
  { then }: PastFleet,
  stageNames: Readonly<Record<TripStage, string>>,
): ReadonlyMap<string, string> {
  return new Map(
    [...then].flatMap(([truckId, { place, trip }]) => {
      if (trip) return [[truckId, `${trip.vpcId} · ${stageNames[trip.stage]}`]];
      return place ? [[truckId, `At ${place.name}`]] : [];
    }),
  );
}
