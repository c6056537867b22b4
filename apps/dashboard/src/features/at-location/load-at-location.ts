import type { TruckAtLocation } from '@watch-tower/contracts';
import { call } from '../../api/call.js';

const pageSize = 200;
/** 5,000 of each: more than any screen is read for. */
const pagesMax = 25;

/** Every truck that is at a place, page after page, and when this was asked. */
export async function loadTrucksAtLocations(
  signal: AbortSignal,
): Promise<{ trucks: TruckAtLocation[]; atMs: number }> {
  const atMs = Date.now();
  const trucks = await everyPage((cursor) =>
    call('findTrucksAtLocations', { query: { limit: pageSize, cursor }, signal }),
  );
  return { trucks, atMs };
}

/** Every truck in use, and whether it was ever seen. */
export async function loadFleet(signal: AbortSignal): Promise<{ id: string; seen: boolean }[]> {
  const trucks = await everyPage((cursor) =>
    call('findTrucks', { query: { limit: pageSize, cursor }, signal }),
  );
  return trucks.map(({ id, position }) => ({ id, seen: position !== null }));
}

async function everyPage<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const { items: more, nextCursor } = await read(cursor);
    items.push(...more);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return items;
}
