import type { TruckAtLocation } from '@watch-tower/contracts';
import { locationTypes, type LocationType } from '../locations/location-types.js';

/** A place with the trucks that are there, who came first on top. */
export type PlaceOnBoard = { id: string; name: string; trucks: TruckAtLocation[] };
/** `type` is null where master data has not told of the place yet. */
export type TypeOnBoard = { type: LocationType | null; places: PlaceOnBoard[]; trucks: number };

/** Those present by type and place; the places with most trucks first, and of equals by name. */
export function toBoard(present: readonly TruckAtLocation[]): TypeOnBoard[] {
  return [...locationTypes, null]
    .map((type) =>
      ofType(
        type,
        present.filter(({ locationType }) => locationType === type),
      ),
    )
    .filter(({ trucks }) => trucks > 0);
}

function ofType(type: LocationType | null, present: TruckAtLocation[]): TypeOnBoard {
  const places = [...Map.groupBy(present, ({ locationId }) => locationId)].map(([id, trucks]) => ({
    id,
    name: trucks[0]?.locationName ?? 'Unknown place',
    trucks: trucks.toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since)),
  }));
  places.sort((a, b) => b.trucks.length - a.trucks.length || a.name.localeCompare(b.name));
  return { type, places, trucks: new Set(present.map(({ truckId }) => truckId)).size };
}

/** How a truck at a place is looked at: one that is silent may have left; one may only drive by; one stays long. */
export type Presence = 'silent' | 'provisional' | 'long' | 'present';

/** Beyond the free time a stay at a client costs (domain: detention). */
const freeSeconds = 2 * 3_600;

export function presenceOf(truck: TruckAtLocation, nowMs: number): Presence {
  if (truck.silentSince !== null) return 'silent';
  if (truck.status === 'provisional') return 'provisional';
  return truck.locationType === 'client' && secondsThere(truck, nowMs) > freeSeconds ? 'long' : 'present';
}

/** How long a truck has been there; of a silent one as far as it was seen. */
export function secondsThere(
  { since, silentSince, lastSeenInsideAt }: TruckAtLocation,
  nowMs: number,
): number {
  const untilMs = silentSince === null ? nowMs : Date.parse(lastSeenInsideAt);
  return Math.max(0, untilMs - Date.parse(since)) / 1_000;
}
