import { topics, type Topics } from '@watch-tower/contracts';
import { plainArray, prepared, sql } from '@watch-tower/database';
import type { ReadModel } from '@watch-tower/projections';
import { projectionsGroup } from '../../consumers/groups.js';

/** What stays of tracks that are too old to be kept whole, by truck and hour; what was told of an hour never changes. */
export const thinnedTracksProjection: ReadModel<Topics['thinnedTracks']> = {
  name: 'thinned-tracks',
  group: projectionsGroup,
  topic: topics.thinnedTracks,
  tables: ['thinned_tracks'],
  apply: (tx, messages) =>
    tx.write(
      prepared(
        'thinned_tracks_write',
        sql`
          insert into thinned_tracks (truck_id, hour, fixes, points)
          select truck_id, hour, fixes, points::jsonb
          from unnest(
            ${plainArray(messages.map(({ data }) => data.truckId))}::uuid[],
            ${plainArray(messages.map(({ data }) => data.hour))}::timestamptz[],
            ${plainArray(messages.map(({ data }) => data.fixes))}::int[],
            ${messages.map(({ data }) => JSON.stringify(data.points))}::text[])
            as thinned (truck_id, hour, fixes, points)
          on conflict (truck_id, hour) do nothing`,
      ),
    ),
};
