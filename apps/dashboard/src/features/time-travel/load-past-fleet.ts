import { call } from '../../api/call.js';
import { loadAll } from '../../api/load-all.js';
import { toPastFleet, type PastFleet } from './past-fleet.js';
import type { PastMoment } from './past-moment.js';

const pageSize = 1_000;

export async function loadPastFleet(
  { atMs, knownThen }: PastMoment,
  signal: AbortSignal,
): Promise<PastFleet> {
  const asOf = new Date(atMs).toISOString();
  const query = { asOf, ...(knownThen && { knownAt: asOf }), limit: pageSize };
  return toPastFleet(
    atMs,
    await loadAll((cursor) =>
      call('findFleetPast', { query: { ...query, ...(cursor !== undefined && { cursor }) }, signal }),
    ),
  );
}
