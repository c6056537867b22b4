import { topics, type Topics } from '@watch-tower/contracts';
import { plainArray, prepared, sql, type Transaction } from '@watch-tower/database';
import type { ReadModel } from '@watch-tower/projections';
import { positionsGroup } from '../../consumers/groups.js';
import type { TrackPartitions } from './track-partitions.js';
import { trackChanges, type Rejudged, type TrackRow } from './track-row.js';

/** One instant has few rivals; what shows their existence is enough. */
const replacedMax = 20;

const writeRows = (tx: Transaction, rows: readonly TrackRow[]): void => {
  if (rows.length === 0) return;
  tx.write(
    prepared(
      'track_write',
      sql`
        insert into truck_fixes as known
          (truck_id, device_time, received_at, latitude, longitude, speed_kmh, heading_degrees, ignition, channel,
           late, outlier, replaced)
        select truck_id, device_time, received_at, latitude, longitude, speed_kmh, heading_degrees, ignition,
          channel, late, outlier, replaced::jsonb
        from unnest(
          ${plainArray(rows.map(({ truckId }) => truckId))}::uuid[],
          ${plainArray(rows.map(({ deviceTime }) => deviceTime))}::timestamptz[],
          ${plainArray(rows.map(({ receivedAt }) => receivedAt))}::timestamptz[],
          ${plainArray(rows.map(({ latitude }) => latitude))}::float8[],
          ${plainArray(rows.map(({ longitude }) => longitude))}::float8[],
          ${plainArray(rows.map(({ speedKmh }) => speedKmh))}::float8[],
          ${plainArray(rows.map(({ headingDegrees }) => headingDegrees))}::float8[],
          ${plainArray(rows.map(({ ignition }) => ignition))}::boolean[],
          ${plainArray(rows.map(({ channel }) => channel))}::text[],
          ${plainArray(rows.map(({ late }) => late))}::boolean[],
          ${plainArray(rows.map(({ outlier }) => outlier))}::boolean[],
          ${rows.map(({ replaced }) => (replaced.length === 0 ? null : JSON.stringify(replaced)))}::text[])
          as fix (truck_id, device_time, received_at, latitude, longitude, speed_kmh, heading_degrees, ignition,
            channel, late, outlier, replaced)
        on conflict (truck_id, device_time) do update set
          received_at = excluded.received_at, latitude = excluded.latitude, longitude = excluded.longitude,
          speed_kmh = excluded.speed_kmh, heading_degrees = excluded.heading_degrees,
          ignition = excluded.ignition, channel = excluded.channel, late = excluded.late,
          outlier = excluded.outlier,
          replaced = case when coalesce(jsonb_array_length(known.replaced), 0) >= ${replacedMax}
            then known.replaced
            else coalesce(known.replaced, '[]') || jsonb_build_object(
              'receivedAt', known.received_at, 'latitude', known.latitude, 'longitude', known.longitude,
              'speedKmh', known.speed_kmh, 'headingDegrees', known.heading_degrees,
              'ignition', known.ignition, 'channel', known.channel, 'late', known.late)
              || coalesce(excluded.replaced, '[]') end`,
    ),
  );
};

/** Only what still stands is judged; the bounds leave all other days alone. */
const writeVerdicts = (tx: Transaction, rejudged: readonly Rejudged[]): void => {
  if (rejudged.length === 0) return;
  const times = rejudged.map(({ deviceTime }) => deviceTime).sort();
  tx.write(
    prepared(
      'track_rejudge',
      sql`
        update truck_fixes as known set outlier = judged.outlier
        from unnest(
          ${plainArray(rejudged.map(({ truckId }) => truckId))}::uuid[],
          ${plainArray(rejudged.map(({ deviceTime }) => deviceTime))}::timestamptz[],
          ${plainArray(rejudged.map(({ latitude }) => latitude))}::float8[],
          ${plainArray(rejudged.map(({ longitude }) => longitude))}::float8[],
          ${plainArray(rejudged.map(({ outlier }) => outlier))}::boolean[])
          as judged (truck_id, device_time, latitude, longitude, outlier)
        where known.truck_id = judged.truck_id and known.device_time = judged.device_time
          and known.device_time between ${times[0]} and ${times.at(-1)}
          and known.latitude = judged.latitude and known.longitude = judged.longitude`,
    ),
  );
};

export const tracksProjectionName = 'tracks';

/** The gateway's own tracks. What is older than its retention is passed over: nobody can ask for it. */
export const tracksProjection = (
  partitions: Pick<TrackPartitions, 'oldestDay' | 'shownDays'>,
): ReadModel<Topics['positionEvents']> => ({
  name: tracksProjectionName,
  group: positionsGroup,
  topic: topics.positionEvents,
  tables: ['truck_fixes'],
  shownDays: partitions.shownDays,
  apply: (tx, messages) => {
    const changes = trackChanges(messages, partitions.oldestDay(new Date()).toISOString());
    writeRows(tx, changes.rows);
    writeVerdicts(tx, changes.rejudged);
  },
});
