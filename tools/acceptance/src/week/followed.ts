import { setTimeout as pause } from 'node:timers/promises';
import type { StackFacts } from '@watch-tower/stack';
import { Client } from 'pg';

/** Something is missing or waits, and nothing changes for so long: it is stuck. */
const stuckAfterMs = 120_000;
const lookEveryMs = 250;

/** What has to come about. */
export type Expected = {
  readonly truckIds: readonly string[];
  /** How many of their positions are stored at least. */
  readonly positionsMin: number;
};

type Progress = {
  readonly positions: number;
  readonly tripEvents: number;
  /** Hours and trips to look at again, and what was told and is not known or shown yet. */
  readonly waiting: number;
};

/**
 * Waits until all that was sent is stored, looked at and shown: what trucks told, their visits, and what these mean for trips.
 * @throws where that does not come about.
 */
export const untilFollowed = async (
  { postgres }: Pick<StackFacts, 'postgres'>,
  { truckIds, positionsMin }: Expected,
): Promise<void> => {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    let seen = '';
    let changedAtMs = Date.now();
    for (;;) {
      const progress = await read(client, truckIds);
      if (progress.positions >= positionsMin && progress.waiting === 0) return;
      const text = JSON.stringify(progress);
      if (text !== seen) [seen, changedAtMs] = [text, Date.now()];
      if (Date.now() - changedAtMs > stuckAfterMs)
        throw new Error(`it is not followed to the end: ${text} of ${positionsMin} positions`);
      await pause(lookEveryMs);
    }
  } finally {
    await client.end();
  }
};

const read = async (client: Client, truckIds: readonly string[]): Promise<Progress> => {
  const { rows } = await client.query<Progress>(
    `WITH of_trucks AS (SELECT DISTINCT trip_id FROM trip.trip_trucks WHERE truck_id = ANY($1::uuid[])),
       told AS (
         SELECT trip_id, max(version) AS version, count(*) AS events
         FROM trip.events JOIN of_trucks ON stream_id = trip_id::text GROUP BY 1),
       visits AS (SELECT truck_id, visits_version FROM fleet.truck_states WHERE truck_id = ANY($1::uuid[]))
     SELECT
       (SELECT count(*) FROM fleet.vehicle_positions WHERE truck_id = ANY($1::uuid[]))::int AS positions,
       (SELECT coalesce(sum(events), 0) FROM told)::int AS "tripEvents",
       ((SELECT count(*) FROM fleet.visit_dirty_hours WHERE truck_id = ANY($1::uuid[]))
        + (SELECT coalesce(sum(visits_version - coalesce(version, 0)), 0) FROM visits
           LEFT JOIN trip.projection_subjects ON projection = 'visit-copies' AND subject = truck_id::text)
        + (SELECT count(*) FROM trip.trips_to_follow JOIN of_trucks USING (trip_id))
        + (SELECT coalesce(sum(told.version - coalesce(shown.version, 0)), 0) FROM told
           LEFT JOIN gateway.trips AS shown ON shown.id = trip_id))::int AS waiting`,
    [truckIds],
  );
  return rows[0] ?? { positions: 0, tripEvents: 0, waiting: 0 };
};

/** What was stored, kept apart and told, in lines for people. */
export const countsOf = async ({ postgres }: Pick<StackFacts, 'postgres'>): Promise<string[]> => {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ what: string; name: string; count: string }>(
      `SELECT 'positions' AS what, 'stored' AS name, count(*) FROM fleet.vehicle_positions
       UNION ALL SELECT 'quarantine', reason, count(*) FROM fleet.quarantined_positions GROUP BY 2
       UNION ALL SELECT 'events of trips', type, count(*) FROM trip.events GROUP BY 2
       ORDER BY 1, 2`,
    );
    const whats = Map.groupBy(rows, ({ what }) => what);
    return [...whats].map(
      ([what, counts]) => `${what}: ${counts.map(({ name, count }) => `${count} ${name}`).join(', ')}`,
    );
  } finally {
    await client.end();
  }
};
