import type { LocationView } from '@watch-tower/contracts';
import { call } from '../../api/call.js';
import { loadAll } from '../../api/load-all.js';

const pageSize = 200;

/** Every place of the registry that is in use. */
export function loadLocations(signal: AbortSignal): Promise<LocationView[]> {
  return loadAll((cursor) => call('findLocations', { query: { limit: pageSize, cursor }, signal }));
}
