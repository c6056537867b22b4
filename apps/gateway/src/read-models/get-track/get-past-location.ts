import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { WhereTruckWas } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { motionOf, type MotionRules } from '../get-truck-location/motion.js';
import { newestFix, type PastFix } from './newest-fix.js';
import { TrackPartitions } from './track-partitions.js';

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
   * Verdicts are those of now: what was an outlier is none of the places a truck was at, whenever that was found.
   * @returns nothing where no fix of then is kept, or none had been received by `knownAt`.
   */
  async read(
    truck: { readonly id: string; readonly number: string },
    { asOf, knownAt }: PastMoment,
  ): Promise<WhereTruckWas | undefined> {
    const since = this.partitions.oldestDay(new Date());
    const [fix] = await this.database.query<PastFix>(
      prepared(
        'past_location_read',
        sql`select * from (${newestFix({ truckId: truck.id, since, asOf, knownAt })}) as fix`,
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
