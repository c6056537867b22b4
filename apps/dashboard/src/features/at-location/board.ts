import type { TruckAtLocation } from '@watch-tower/contracts';
import { locationTypes, type LocationType } from '../locations/location-types.js';
import type { AtLocationFilter } from './at-location-filter.js';
import { knownDwellSeconds } from './dwell.js';

/** A truck at a place. `left`: it is gone, and stands there only until the board may move again. */
export type Guest = TruckAtLocation & { left: boolean };
export type Place = { id: string; name: string | null; guests: readonly Guest[] };
/** The places of one type; null where master data has not said what a place is. */
export type PlaceGroup = { type: LocationType | null; places: readonly Place[] };
export type Board = readonly PlaceGroup[];

/** The board of those who fit a filter: by type, then place; in each, who is longest inside first. */
export function boardOf(
  trucks: readonly TruckAtLocation[],
  { type, text }: AtLocationFilter,
  nowMs: number,
): Board {
  const fitting = trucks
    .filter((truck) => (type === null || truck.locationType === type) && holdsText(truck, text))
    .sort(
      (a, b) => knownDwellSeconds(b, nowMs) - knownDwellSeconds(a, nowMs) || (a.visitId < b.visitId ? -1 : 1),
    );
  const byType = Map.groupBy(fitting, ({ locationType }) => locationType);
  return [...locationTypes, null].flatMap((of) => {
    // A place comes where its longest guest does, for those come first.
    const places = [...Map.groupBy(byType.get(of) ?? [], ({ locationId }) => locationId)].map(
      ([id, guests]) => ({
        id,
        name: guests.find(({ locationName }) => locationName !== null)?.locationName ?? null,
        guests: guests.map((guest) => ({ ...guest, left: false })),
      }),
    );
    return places.length === 0 ? [] : [{ type: of, places }];
  });
}

/** How many trucks are at places of each type, among those whose number or place holds `text`. One truck counts once. */
export function countByType(
  trucks: readonly TruckAtLocation[],
  text: string,
): Record<LocationType | 'all', number> {
  const fitting = trucks.filter((truck) => holdsText(truck, text));
  const count = (type: LocationType): number =>
    trucksIn(fitting.filter(({ locationType }) => locationType === type));
  return {
    all: trucksIn(fitting),
    terminal: count('terminal'),
    client: count('client'),
    depot: count('depot'),
    service_area: count('service_area'),
  };
}

/** How many trucks; one that is at two places that overlap counts once. */
export const trucksIn = (guests: readonly { truckId: string }[]): number =>
  new Set(guests.map(({ truckId }) => truckId)).size;

/** Of the trucks of the registry, those that were seen but are at no place, and those never seen. */
export function countElsewhere(
  fleet: readonly { id: string; seen: boolean }[],
  trucks: readonly TruckAtLocation[],
): { elsewhere: number; unseen: number } {
  const at = new Set(trucks.map(({ truckId }) => truckId));
  const others = fleet.filter(({ id }) => !at.has(id));
  const elsewhere = others.filter(({ seen }) => seen).length;
  return { elsewhere, unseen: others.length - elsewhere };
}

function holdsText({ truckNumber, locationName }: TruckAtLocation, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const plate = comparable(wanted);
  return (
    (locationName ?? '').toLowerCase().includes(wanted) ||
    (plate !== '' && comparable(truckNumber ?? '').includes(plate))
  );
}

/** Plates are compared without case, spaces and dashes. */
const comparable = (plate: string): string => plate.replace(/[\s\-‐-―]/g, '').toLowerCase();
