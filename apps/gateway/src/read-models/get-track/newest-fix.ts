import { fragment } from '@watch-tower/database';

/** No fix stands from when it could not have been received yet: a device's clock is never farther ahead. */
export const clockAheadMaxMs = 3_600_000;

/** As a row of `newestFix` comes. */
export type PastFix = {
  readonly deviceTime: Date;
  readonly receivedAt: Date;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedKmh: number | null;
  readonly headingDegrees: number | null;
  readonly ignition: boolean | null;
};

/**
 * A query of the newest fix of a truck that is no outlier, among those of `since` to `asOf` that had been received by
 * `knownAt`. Of an instant with several fixes the one that stands is taken, or the last that stood by `knownAt`.
 * @param asked.truckId a value, or a piece of SQL.
 */
export const newestFix = (asked: {
  readonly truckId: string | ReturnType<typeof fragment>;
  readonly since: Date;
  readonly asOf: string;
  readonly knownAt: string | undefined;
}) => {
  const { truckId, since, asOf, knownAt = null } = asked;
  const until =
    knownAt === null
      ? asOf
      : new Date(Math.min(Date.parse(asOf), Date.parse(knownAt) + clockAheadMaxMs)).toISOString();
  return fragment`
    select instant.device_time as "deviceTime", stood."receivedAt", stood.latitude, stood.longitude,
      stood."speedKmh", stood."headingDegrees", stood.ignition
    from truck_fixes as instant, lateral (
      select * from (
        select instant.received_at as "receivedAt", instant.latitude, instant.longitude,
          instant.speed_kmh as "speedKmh", instant.heading_degrees as "headingDegrees", instant.ignition,
          2147483647 as nth
        union all
        select "receivedAt", latitude, longitude, "speedKmh", "headingDegrees", ignition, nth
        from rows from (jsonb_to_recordset(instant.replaced) as ("receivedAt" timestamptz, latitude float8,
          longitude float8, "speedKmh" float8, "headingDegrees" float8, ignition boolean))
          with ordinality as former ("receivedAt", latitude, longitude, "speedKmh", "headingDegrees", ignition, nth)
      ) as fix
      where ${knownAt}::timestamptz is null or fix."receivedAt" <= ${knownAt}
      order by nth desc
      limit 1
    ) as stood
    where instant.truck_id = ${truckId} and instant.device_time <= ${until} and instant.device_time >= ${since}
      and not instant.outlier
    order by instant.device_time desc
    limit 1`;
};
