import { topics, type Topics } from '@watch-tower/contracts';
import { prepared, sql } from '@watch-tower/database';
import type { ReadModel } from '@watch-tower/projections';
import { projectionsGroup } from '../../consumers/groups.js';

/** What fleet last said about the clock of each truck's device. */
export const deviceClocksProjection: ReadModel<Topics['deviceClocks']> = {
  name: 'device-clocks',
  group: projectionsGroup,
  topic: topics.deviceClocks,
  tables: ['device_clocks'],
  apply: (tx, messages) => {
    const versions = messages.map(({ version = 0 }) => version);
    const states = messages.map(({ data }) => JSON.stringify(data));
    tx.write(
      prepared(
        'device_clocks_write',
        sql`
          insert into device_clocks as known (truck_id, version, state)
          select (state->>'truckId')::uuid, version, state
          from unnest(${versions}::int[], ${states}::jsonb[]) as newer (version, state)
          on conflict (truck_id) do update set version = excluded.version, state = excluded.state
          where known.version < excluded.version`,
      ),
    );
  },
};
