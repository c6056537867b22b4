import { createHash } from 'node:crypto';
import { hash32, type Place, places } from '@watch-tower/simulator-domain';

/** The uuid by which the API knows a vehicle: the same plate, the same uuid. */
export function uuidOf(plate: string): string {
  const hex = createHash('sha256').update(`loconav ${plate}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The integer by which trips and alerts know it. */
export function integerIdOf(plate: string): number {
  return hash32(`vehicle ${plate}`) >>> 1;
}

/** The polygon of one of the world's places. */
export function polygonIdOf({ key }: Pick<Place, 'key'>): number {
  return 1001 + places.findIndex((place) => place.key === key);
}
