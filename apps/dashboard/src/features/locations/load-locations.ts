import type { LocationView } from '@watch-tower/contracts';
import { call } from '../../api/call.js';

const pageSize = 200;

/** Every place of the registry, page after page. */
export async function loadLocations(signal: AbortSignal): Promise<LocationView[]> {
  const locations: LocationView[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: pageSize, cursor: cursor ?? undefined };
    const page = await call('findLocations', { query, signal });
    locations.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return locations;
}
