import { setTimeout as pause } from 'node:timers/promises';
import type { StackFacts } from '@watch-tower/stack';
import { Client } from 'pg';

/** Without progress for so long, what is missing will not come. */
const stuckAfterMs = 60_000;
const lookEveryMs = 500;

type Progress = {
  readonly positions: number;
  readonly hoursToLookAt: number;
  readonly fencesToLookAt: number;
  readonly toldAndNotShown: number;
};

/**
 * Waits until so many positions of these trucks are stored, all that they and the fences change has been looked at, and
 * the gateway shows every visit that was told. @throws where that does not come about.
 */
export const untilSettled = async (
  { postgres }: StackFacts,
  truckIds: readonly string[],
  positions: number,
): Promise<void> => {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    let seen = '';
    let progressAtMs = Date.now();
    for (;;) {
      const progress = await read(client, truckIds);
      const { hoursToLookAt, fencesToLookAt, toldAndNotShown } = progress;
      if (progress.positions === positions && hoursToLookAt + fencesToLookAt + toldAndNotShown === 0) return;
      const text = JSON.stringify(progress);
      if (text !== seen) [seen, progressAtMs] = [text, Date.now()];
      if (Date.now() - progressAtMs > stuckAfterMs)
        throw new Error(`it does not settle: ${text}, and ${positions} positions are expected`);
      await pause(lookEveryMs);
    }
  } finally {
    await client.end();
  }
};

const read = async (client: Client, truckIds: readonly string[]): Promise<Progress> => {
  const { rows } = await client.query<Progress>(
    `SELECT
       (SELECT count(*) FROM fleet.vehicle_positions WHERE truck_id = ANY($1::uuid[]))::int AS positions,
       (SELECT count(*) FROM fleet.visit_dirty_hours WHERE truck_id = ANY($1::uuid[]))::int AS "hoursToLookAt",
       (SELECT count(*) FROM fleet.fences WHERE NOT evaluated)::int AS "fencesToLookAt",
       (SELECT coalesce(sum(told.visits_version - coalesce(shown.version, 0)), 0)
        FROM fleet.truck_states AS told
        LEFT JOIN gateway.projection_subjects AS shown
          ON shown.projection = 'visits' AND shown.subject = told.truck_id::text
        WHERE told.truck_id = ANY($1::uuid[]))::int AS "toldAndNotShown"`,
    [truckIds],
  );
  return rows[0] ?? { positions: 0, hoursToLookAt: 0, fencesToLookAt: 0, toldAndNotShown: 0 };
};
