import type { TruckAtLocation } from '@watch-tower/contracts';
import { call } from '../../api/call.js';
import { loadAll } from '../../api/load-all.js';

const pageSize = 200;

/** Every truck that is at a place, page after page, and when this was asked. */
export async function loadTrucksAtLocations(
  signal: AbortSignal,
): Promise<{ trucks: TruckAtLocation[]; atMs: number }> {
  const atMs = Date.now();
  const trucks = await loadAll((cursor) =>
    call('findTrucksAtLocations', { query: { limit: pageSize, cursor }, signal }),
  );
  return { trucks, atMs };
}

/** Every truck in use, and whether it was ever seen. */
export async function loadFleet(signal: AbortSignal): Promise<{ id: string; seen: boolean }[]> {
  const trucks = await loadAll((cursor) =>
    call('findTrucks', { query: { limit: pageSize, cursor }, signal }),
  );
  return trucks.map(({ id, position }) => ({ id, seen: position !== null }));
}
