import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { WhereTruckWas } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { motionOf, type MotionRules } from '../get-truck-location/motion.js';
import { TrackPartitions } from './track-partitions.js';

type Row = Pick<WhereTruckWas, 'latitude' | 'longitude' | 'speedKmh' | 'headingDegrees' | 'ignition'> & {
  readonly deviceTime: Date;
  readonly receivedAt: Date;
};

export type PastMoment = { readonly asOf: string; readonly knownAt?: string | undefined };

/** Where a truck was, from the gateway's own tracks. */
@Injectable()
export class GetPastLocation {
  constructor(
    private readonly database: Database,
    private readonly partitions: TrackPartitions,
    @Inject(CONFIG) private readonly rules: MotionRules,
  ) {}

  /**
   * Of an instant with several fixes the one that stands is taken, or the last that stood by `knownAt`. Verdicts are
   * those of now: what was an outlier is none of the places a truck was at, whenever that was found.
   * @returns nothing where no fix of then is kept, or none had been received by `knownAt`.
   */
  async read(
    truck: { readonly id: string; readonly number: string },
    { asOf, knownAt }: PastMoment,
  ): Promise<WhereTruckWas | undefined> {
    const oldest = this.partitions.oldestDay(new Date());
    const [fix] = await this.database.query<Row>(
      prepared(
        'past_location_read',
        sql`
          select stood.latitude, stood.longitude, stood."speedKmh", stood."headingDegrees", stood.ignition,
            instant.device_time as "deviceTime", stood."receivedAt"
          from truck_fixes as instant, lateral (
            select * from (
              select instant.latitude, instant.longitude, instant.speed_kmh as "speedKmh",
                instant.heading_degrees as "headingDegrees", instant.ignition, instant.received_at as "receivedAt",
                2147483647 as nth
              union all
              select latitude, longitude, "speedKmh", "headingDegrees", ignition, "receivedAt", nth
              from rows from (jsonb_to_recordset(instant.replaced) as (latitude float8, longitude float8,
                "speedKmh" float8, "headingDegrees" float8, ignition boolean, "receivedAt" timestamptz))
                with ordinality as former (latitude, longitude, "speedKmh", "headingDegrees", ignition, "receivedAt", nth)
            ) as fix
            where ${knownAt ?? null}::timestamptz is null or fix."receivedAt" <= ${knownAt ?? null}
            order by nth desc
            limit 1
          ) as stood
          where instant.truck_id = ${truck.id} and instant.device_time <= ${asOf}
            and instant.device_time >= ${oldest} and not instant.outlier
          order by instant.device_time desc
          limit 1`,
      ),
    );
    if (fix === undefined) return undefined;
    const asOfMs = Date.parse(asOf);
    return {
      truckId: truck.id,
      number: truck.number,
      ...fix,
      deviceTime: fix.deviceTime.toISOString(),
      receivedAt: fix.receivedAt.toISOString(),
      ageSeconds: Math.round((asOfMs - fix.deviceTime.getTime()) / 1_000),
      motion: motionOf(fix, asOfMs, this.rules),
      asOf,
      knownAt: knownAt ?? null,
    };
  }
}
